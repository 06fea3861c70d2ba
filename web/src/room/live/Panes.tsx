import type { ReactNode } from "react";

import type { Task } from "../../api/questionTypes";
import { TASKS } from "../question/tasks";

interface PanesProps {
  task: Task;
  /** Whether a question has been asked. */
  hasBegun: boolean;
  /** The pinned question. */
  question: ReactNode;
  /** The controls for the answer: options, an editor, a whiteboard. */
  work: ReactNode;
  /** The conversation so far. */
  talk: ReactNode;
  /** The composer. */
  foot: ReactNode;
  /** Whether the composer needs the whole width. */
  hasWideFoot?: boolean;
}

/** In a low window, where the page itself scrolls, the question stays at the top. */
const PINNED = "min-h-0 flex-none low:sticky low:top-0 low:z-20";

/**
 * The layout of the room: the question stays at the top and the composer at the bottom, and what is between them
 * scrolls. A bench is next to them, as high as the window; in a narrow window, it is between them. In a low window, the
 * page itself scrolls.
 */
export function Panes({ task, hasBegun, question, work, talk, foot, hasWideFoot = false }: PanesProps) {
  if (TASKS[task].layout === "bench") {
    return (
      <div className="flex min-h-0 flex-1 flex-col broad:grid broad:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)] broad:grid-rows-[auto_minmax(0,1fr)_auto]">
        <div className={`broad:max-h-[45dvh] broad:border-e broad:border-line ${PINNED}`}>{question}</div>
        <div
          data-pane="work"
          className={`min-h-88 flex-1 bg-surface tall:min-h-48 broad:col-start-2 broad:row-start-1 broad:min-h-0 ${hasWideFoot ? "broad:row-span-2" : "broad:row-span-3"}`}
        >
          {work}
        </div>
        <div className="hidden min-h-0 broad:col-start-1 broad:row-start-2 broad:flex broad:flex-col broad:border-e broad:border-line">
          {talk}
        </div>
        <div
          className={`flex-none broad:col-start-1 broad:row-start-3 ${hasWideFoot ? "broad:col-span-2" : "broad:border-e broad:border-line"}`}
        >
          {foot}
        </div>
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className={PINNED}>{question}</div>
      {/* A new element for the first question, which would otherwise push the old one down. */}
      <div key={hasBegun ? "begun" : "waiting"} className="flex min-h-0 flex-1 flex-col">
        {talk}
      </div>
      <div className="flex-none">{foot}</div>
    </div>
  );
}
