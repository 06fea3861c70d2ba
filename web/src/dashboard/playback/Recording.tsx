import { Trans, useLingui } from "@lingui/react/macro";
import { Play } from "lucide-react";
import { lazy, Suspense } from "react";

import type { ApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import type { Recording as File } from "./places";
import type { Playback } from "./playback";
import { TrackName } from "./TrackName";

const Player = lazy(() => import("./Player"));

interface RecordingProps {
  playback: Playback;
  error: ApiError | null;
  onRetry: () => void;
}

/** The recording of a session: the player, and which files can't be played, or not yet. */
export function Recording({ playback, error, onRetry }: RecordingProps) {
  const { t } = useLingui();
  const { recordings, wanted } = playback;
  const ready = recordings.filter(({ status }) => status === "READY");
  const others = recordings.filter(({ status }) => status !== "READY");
  if (error?.status === 403)
    return (
      <Notice>
        <Trans>You don’t have permission to watch recordings. Ask an owner or admin.</Trans>
      </Notice>
    );
  if (error !== null) return <ErrorBox error={error} what={t`The recording could not be loaded.`} onRetry={onRetry} />;
  if (recordings.length === 0) return null;
  const waiting = (
    <Closed
      files={ready}
      onPlay={(file) => {
        playback.play({ recording: file, seconds: 0 }, true);
      }}
    />
  );
  return (
    <section aria-label={t`Recording`} className="grid gap-3">
      {wanted !== null ? (
        <Suspense fallback={waiting}>
          <Player playback={playback} wanted={wanted} />
        </Suspense>
      ) : (
        ready.length > 0 && waiting
      )}
      {others.length > 0 && (
        <Notice ground={others.some(({ status }) => status === "FAILED") ? "warning" : "info"}>
          <ul className="grid gap-1">
            {others.map((file) => (
              <li key={file.id}>
                <Why file={file} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

/** Nothing is loaded until someone asks for it, because opening a report doesn't count as viewing its recording. */
function Closed({ files, onPlay }: { files: readonly File[]; onPlay: (file: File) => void }) {
  const [first] = files;
  if (first === undefined) return null;
  const minutes = Math.max(1, Math.round((first.seconds ?? 0) / 60));
  return (
    <div className="grid justify-items-start gap-2 rounded-panel border border-line bg-surface p-4">
      <Action
        onClick={() => {
          onPlay(first);
        }}
      >
        <Play aria-hidden="true" />
        <Trans>Play the recording</Trans>
      </Action>
      <p className="text-label text-ink-2">
        <TrackName track={first.track} /> · <Trans>{minutes} min</Trans> · <Trans>Every viewing is logged.</Trans>
      </p>
    </div>
  );
}

/** Without a reason, it was the server that failed. */
function useFailure(code: File["reasonCode"]): string {
  const { t } = useLingui();
  switch (code) {
    case "LOST":
      return t`Part of the recording is damaged or missing from storage.`;
    case "EMPTY":
      return t`The recording has no audio or video to play.`;
    case "UNREADABLE":
      return t`The recording is damaged or in an unsupported format.`;
    case "TOO_LARGE":
      return t`The recording takes too much time, memory or disk space to process.`;
    default:
      return t`The server failed at every attempt to prepare the file.`;
  }
}

function Why({ file: { track, status, reasonCode } }: { file: File }) {
  const reason = useFailure(reasonCode);
  const name = <TrackName track={track} />;
  switch (status) {
    case "OPEN":
      return <Trans>{name}: still uploading. You can watch it a few minutes after the upload ends.</Trans>;
    case "JOINING":
      return <Trans>{name}: the file is being prepared. This takes a few minutes.</Trans>;
    default:
      return (
        <Trans>
          {name}: the file could not be prepared. {reason}
        </Trans>
      );
  }
}
