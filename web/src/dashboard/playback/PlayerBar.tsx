import { Trans, useLingui } from "@lingui/react/macro";
import { Captions, Download, Keyboard, RotateCcw, RotateCw } from "lucide-react";
import { useId, useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { useOpened } from "../report/opened";
import { SPEEDS } from "./keys";
import { PlayerKeys } from "./PlayerKeys";
import { takeFiles } from "./useLink";

interface PlayerBarProps {
  recordingId: string;
  speed: number;
  onSpeed: (speed: number) => void;
  onJump: (seconds: number) => void;
  isCaptioned: boolean;
  onCaption: (isCaptioned: boolean) => void;
}

/** Controls that the browser's player lacks, or lacks in some browsers. */
export function PlayerBar({ recordingId, speed, onSpeed, onJump, isCaptioned, onCaption }: PlayerBarProps) {
  const { t, i18n } = useLingui();
  const [error, setError] = useState<ApiError | null>(null);
  const [isHelped, toggleHelp] = useOpened("player keys");
  const helpId = useId();
  const number = new Intl.NumberFormat(i18n.locale);
  const save = () => {
    setError(null);
    takeFiles(recordingId).then(
      (addresses) => {
        for (const address of addresses) {
          const link = document.createElement("a");
          link.href = address;
          link.download = "";
          link.click();
        }
      },
      (failure: unknown) => {
        setError(asApiError(failure));
      },
    );
  };
  // Something else, such as the browser's menu, may have set a speed that isn't one of ours.
  const speeds = SPEEDS.some((one) => one === speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  return (
    <>
      <div className="flex flex-wrap items-center gap-1">
        <Action
          look="quiet"
          onClick={() => {
            onJump(-10);
          }}
        >
          <RotateCcw aria-hidden="true" />
          <Trans>−10 s</Trans>
        </Action>
        <Action
          look="quiet"
          onClick={() => {
            onJump(10);
          }}
        >
          <RotateCw aria-hidden="true" />
          <Trans>+10 s</Trans>
        </Action>
        <select
          aria-label={t`Speed`}
          className="field dense px-2"
          value={speed}
          onChange={({ target }) => {
            onSpeed(Number(target.value));
          }}
        >
          {speeds.map((one) => (
            <option key={one} value={one}>
              {number.format(one)}×
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-wrap items-center">
        <Action
          look="quiet"
          aria-pressed={isCaptioned}
          className="aria-pressed:bg-petrol-soft aria-pressed:text-petrol-ink"
          onClick={() => {
            onCaption(!isCaptioned);
          }}
        >
          <Captions aria-hidden="true" />
          <Trans>Captions</Trans>
        </Action>
        <Action look="quiet" onClick={save}>
          <Download aria-hidden="true" />
          <Trans>Download</Trans>
        </Action>
        <Action
          look="quiet"
          aria-expanded={isHelped}
          aria-controls={helpId}
          aria-label={t`Keyboard shortcuts`}
          className="pointer-coarse:hidden"
          onClick={toggleHelp}
        >
          <Keyboard aria-hidden="true" />
          <Trans>Shortcuts</Trans>
        </Action>
      </div>
      {isHelped && <PlayerKeys id={helpId} />}
      {error !== null && <ErrorBox error={error} onRetry={save} />}
    </>
  );
}
