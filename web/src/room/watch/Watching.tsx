import { Trans, useLingui } from "@lingui/react/macro";
import { Eye, Maximize } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import type { Interview } from "../link/protocol";
import type { Recording } from "../recording/capture/recording";
import type { RoomLine } from "../link/useRoom";
import { Chip } from "../status/Chip";
import { useCamera } from "./faces/useCamera";
import { useFaces } from "./faces/useFaces";
import { Watcher } from "./watcher";

interface WatchingProps {
  line: RoomLine;
  interview: Interview;
  recording: Recording | null;
  kinds: readonly string[];
}

/** Watches the signals that the person agreed to, and shows that for as long as it does. */
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
  const label = isOn
    ? isAsking
      ? t`Waiting for camera permission`
      : t`Some actions are noted, as you agreed`
    : t`Nothing is being noted now.`;
  return (
    <Chip label={label} short={t`Noted`} icon={<Eye aria-hidden="true" />}>
      {() => (
        <div className="grid justify-items-start gap-3 text-ink-2">
          {isOn && isAsking && (
            <p>
              <Trans>
                You agreed to have faces counted, so your browser is asking for access to your camera. No picture leaves
                your browser for the count. The interview continues even without the camera.
              </Trans>
            </p>
          )}
          {!(isOn && isAsking) && <Noted kinds={noted} />}
          {kinds.includes("fullscreen") && <FullScreen />}
        </div>
      )}
    </Chip>
  );
}

function Noted({ kinds }: { kinds: readonly string[] }) {
  const { t, i18n } = useLingui();
  const names: Record<string, string> = {
    away: t`leaving this page`,
    paste: t`pasting from elsewhere`,
    copy: t`copying`,
    typing: t`text that appears faster than a person can type`,
    screens: t`a second screen`,
    fullscreen: t`leaving full screen`,
    camera: t`a camera picture that is dark or breaks off`,
    faces: t`the number of faces`,
  };
  const named = kinds.flatMap((kind) => names[kind] ?? []);
  const list = new Intl.ListFormat(i18n.locale).format(named);
  return (
    <p>
      <Trans>
        As you agreed, the following is noted: {list}. It’s never scored, and you can comment on it afterward.
      </Trans>
    </p>
  );
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener("fullscreenchange", onChange);
  return () => {
    document.removeEventListener("fullscreenchange", onChange);
  };
}

/** Full screen is offered, but never required. */
function FullScreen() {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  if (isFull || !document.fullscreenEnabled) return null;
  return (
    <Button
      onClick={() => {
        void document.documentElement.requestFullscreen();
      }}
    >
      <Maximize aria-hidden="true" />
      <Trans>Use full screen (optional)</Trans>
    </Button>
  );
}
