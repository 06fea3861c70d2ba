import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Log } from "../conversation/Log";
import { DeviceSelects } from "./DeviceSelects";
import { Meter } from "./Meter";
import { wishOf } from "./SpokenTools";
import type { VoiceRoomProps } from "./VoiceRoom";
import type { VoiceWishes } from "./wishes";

interface MoreDialogProps extends VoiceRoomProps {
  onClose: () => void;
}

const PACES = [0.8, 0.9, 1, 1.15];

/** The person's preferences for listening and speaking. On a phone, also the actions without a tile. */
export function MoreDialog(props: MoreDialogProps) {
  const { line, voice, onClose } = props;
  const { t } = useLingui();
  const [isReading, setReading] = useState(false);
  const captions: [VoiceWishes["captions"], string][] = [
    ["normal", t`Normal`],
    ["large", t`Large`],
    ["larger", t`Extra large`],
    ["off", t`Off`],
  ];
  const words = [t`Slower`, t`A little slower`, t`Normal`, t`Faster`];
  const paces = PACES.map((pace, index): [number, string] => [pace, words[index] ?? ""]);
  if (isReading) return <TranscriptDialog {...props} />;
  return (
    <Dialog title={t`More`} onClose={onClose}>
      <div className="mt-4 grid gap-5">
        <div className="grid gap-2">
          <PhoneWishes {...props} />
          <Button
            className="broad:hidden"
            onClick={() => {
              setReading(true);
            }}
          >
            <Trans>Read the transcript</Trans>
          </Button>
        </div>
        <Choice
          name="captions"
          legend={t`Captions`}
          options={captions}
          chosen={voice.wishes.captions}
          onChoose={(value) => {
            voice.wish({ captions: value });
          }}
        />
        <Choice
          name="pace"
          legend={t`The interviewer’s pace`}
          options={paces}
          chosen={voice.wishes.speed}
          onChoose={(value) => {
            voice.wish({ speed: value });
          }}
        />
        <label className="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            className="size-6 flex-none"
            checked={line.model.voice.pushToTalk}
            onChange={(event) => {
              voice.wish({ pushToTalk: event.target.checked });
            }}
          />
          <span className="leading-snug">
            <Trans>Push to talk: the interviewer hears you only while you hold the button or the space bar</Trans>
          </span>
        </label>
        <DeviceSelects
          wishes={voice.wishes}
          onWish={(part) => {
            voice.wish(part);
          }}
        />
        <p className="text-label text-ink-2 pointer-coarse:hidden">
          <Trans>
            Keyboard shortcuts: Ctrl or ⌘ + Enter for “I’m done” and “Send”. Esc only closes an open dialog or panel.
          </Trans>
        </p>
        <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-4">
          <Meter model={line.model} />
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function PhoneWishes(props: MoreDialogProps) {
  const { state, line, onLeave, onClose } = props;
  const and = ({ isOff, onClick }: { isOff: boolean; onClick: () => void }) => ({
    isOff,
    onClick: () => {
      onClick();
      onClose();
    },
  });
  return (
    <div
      className={`grid grid-cols-2 gap-2 wide:grid-cols-1 ${line.model.room?.canGoBack === true ? "" : "wide:hidden"}`}
    >
      <Button className="wide:hidden" {...and(wishOf(props, "rephrase"))}>
        <Trans>Rephrase</Trans>
      </Button>
      <Button className="wide:hidden" {...and(wishOf(props, "skip"))}>
        {state === "asking_skip" ? <Trans>Skip anyway</Trans> : <Trans>Skip</Trans>}
      </Button>
      {line.model.room?.pausesLeft === 0 ? (
        <Button className="wide:hidden" onClick={onLeave}>
          <Trans>Leave</Trans>
        </Button>
      ) : (
        <Button className="wide:hidden" {...and(wishOf(props, "pause"))}>
          <Trans>Pause</Trans>
        </Button>
      )}
      {line.model.room?.canGoBack === true && (
        <Button {...and(wishOf(props, "back"))}>
          <Trans>Back to the previous question</Trans>
        </Button>
      )}
    </div>
  );
}

function TranscriptDialog({ line, interview, draft, onClose }: MoreDialogProps) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Transcript`} onClose={onClose}>
      <Log line={line} interview={interview} draft={draft} className="mt-4 max-h-[60dvh] overflow-auto" />
      <Button className="mt-4 w-full" onClick={onClose}>
        <Trans>Close</Trans>
      </Button>
    </Dialog>
  );
}

interface ChoiceProps<T> {
  name: string;
  legend: ReactNode;
  options: [T, string][];
  chosen: T;
  onChoose: (value: T) => void;
}

/** A choice of one of a few options, side by side. */
function Choice<T extends string | number>({ name, legend, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset>
      <legend className="text-label font-[650] text-ink-2">{legend}</legend>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {options.map(([value, label]) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded-control border-[1.5px] border-line-strong px-3 text-body hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft"
          >
            <input
              type="radio"
              name={name}
              className="size-5 flex-none"
              checked={value === chosen}
              onChange={() => {
                onChoose(value);
              }}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
