import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense } from "react";

import { Boundary } from "../../ui/Boundary";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import type { Recording } from "../recording/capture/recording";
import { NoStrip } from "../recording/NoStrip";

const Watching = lazy(() => import("../watch/Watching"));
const RecordingChips = lazy(() => import("../recording/RecordingChips"));

interface StatusLineProps {
  line: RoomLine;
  interview: Interview;
  recording: Recording | null;
  isSpoken: boolean;
}

/** Says what is being recorded and noted, in one low line that always stays in view. */
export function StatusLine({ line, interview, recording, isSpoken }: StatusLineProps) {
  const { t } = useLingui();
  const { watched } = line.model;
  return (
    <aside
      aria-label={t`What is recorded and noted`}
      className="relative z-30 flex h-[calc(2rem+1px)] flex-none items-center gap-x-1 border-b border-line bg-surface px-2 empty:hidden wide:px-4"
    >
      {recording !== null && (
        <Boundary fallback={<NoStrip recording={recording} />}>
          <Suspense>
            <RecordingChips
              recording={recording}
              isSpoken={isSpoken}
              isWatched={watched?.includes("camera") === true}
            />
          </Suspense>
        </Boundary>
      )}
      {watched !== null && (
        <Boundary fallback={null}>
          <Suspense>
            <Watching key={watched.join()} line={line} interview={interview} recording={recording} kinds={watched} />
          </Suspense>
        </Boundary>
      )}
    </aside>
  );
}
