import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronDown, Eye, Maximize } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import type { Interview } from "../protocol";
import type { Recording } from "../recording/recording";
import type { RoomLine } from "../useRoom";
import { useCamera } from "./faces/useCamera";
import { useFaces } from "./faces/useFaces";
import { Watcher } from "./watcher";

interface WatchingProps {
  line: RoomLine;
  interview: Interview;
  recording: Recording | null;
  kinds: readonly string[];
}

/** Watches what was agreed to, and says so for as long as it does. */
export default function Watching({ line: { model, link }, interview, recording, kinds }: WatchingProps) {
  const { t } = useLingui();
  const [watcher] = useState(() => new Watcher(kinds, (frame) => link?.steer(frame) ?? false));
  const state = model.room?.state;
  const isOn = model.line === "open" && state !== "paused" && state !== "problem" && state !== "done";
  useEffect(() => {
    watcher.start();
    link?.watch(watcher);
    return () => {
      link?.watch(null);
      watcher.stop();
    };
  }, [watcher, link]);
  useEffect(() => {
    watcher.turn(isOn);
  }, [watcher, isOn]);
  const wantsFaces = kinds.includes("faces");
  const { camera, isAsking } = useCamera(wantsFaces, isOn, interview, recording);
  const countsFaces = useFaces(watcher, wantsFaces, camera);
  const noted = countsFaces ? kinds : kinds.filter((kind) => kind !== "faces");
  return (
    <aside aria-label={t`What is noted`} className="border-b border-line bg-sunken">
      <div className="mx-auto flex max-w-[48rem] items-center gap-x-4 px-4 text-label text-ink-2 wide:px-6 wide:py-1">
        <div className="flex min-w-0 flex-1 items-start gap-2 py-1.5">
          <Eye aria-hidden="true" className="mt-0.5 flex-none" />
          {!isOn ? (
            <Trans>Nothing is noted now.</Trans>
          ) : isAsking ? (
            <Trans>
              As you agreed, your browser asks for your camera to count faces. No picture leaves the browser for this.
              The interview also continues without it.
            </Trans>
          ) : (
            <Noted kinds={noted} />
          )}
        </div>
        {kinds.includes("fullscreen") && <FullScreen />}
      </div>
    </aside>
  );
}

function Noted({ kinds }: { kinds: readonly string[] }) {
  const { t, i18n } = useLingui();
  const names: Record<string, string> = {
    away: t`leaving this page`,
    paste: t`pasting from elsewhere`,
    copy: t`copying`,
    typing: t`text faster than typing`,
    screens: t`a second screen`,
    faces: t`the number of faces`,
  };
  const named = kinds.flatMap((kind) => names[kind] ?? []);
  const list = new Intl.ListFormat(i18n.locale).format(named);
  const whole = (
    <Trans>As you agreed, this is noted: {list}. It is never scored, and you can comment on it afterwards.</Trans>
  );
  return (
    <>
      <p className="hidden wide:block">{whole}</p>
      {/* Narrow, the line that always stands there is one line only. */}
      <details className="group min-w-0 flex-1 wide:hidden">
        <summary className="flex cursor-pointer list-none items-start justify-between gap-2">
          <Trans>Noted, as you agreed</Trans>
          <ChevronDown aria-hidden="true" className="mt-0.5 flex-none group-open:rotate-180" />
        </summary>
        <p className="mt-1">{whole}</p>
      </details>
    </>
  );
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener("fullscreenchange", onChange);
  return () => {
    document.removeEventListener("fullscreenchange", onChange);
  };
}

/** Asked for, never demanded. */
function FullScreen() {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  if (isFull || !document.fullscreenEnabled) return null;
  return (
    <Button
      look="quiet"
      className="-me-3 wide:me-0"
      onClick={() => {
        void document.documentElement.requestFullscreen();
      }}
    >
      <Maximize aria-hidden="true" />
      <span className="sr-only wide:not-sr-only">
        <Trans>Full screen, if you like</Trans>
      </span>
    </Button>
  );
}
