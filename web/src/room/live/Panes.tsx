import type { ReactNode } from "react";

import type { Task } from "../../api/questionTypes";
import { TASKS } from "../question/tasks";

interface PanesProps {
  task: Task;
  /** Something has been asked. */
  hasBegun: boolean;
  /** The pinned question. */
  question: ReactNode;
  /** What the answer is made with: options, an editor, a whiteboard. */
  work: ReactNode;
  /** What was said so far. */
  talk: ReactNode;
  /** The composer. */
  foot: ReactNode;
  /** The foot needs the whole width. */
  hasWideFoot?: boolean;
}

/** In a low window, where the page scrolls, the question stays on top of it. */
const PINNED = "min-h-0 flex-none low:sticky low:top-0 low:z-20";

/**
 * The one layout of the room: the question stays on top and the composer at the bottom; what is between scrolls. A bench
 * has the height of the window next to them, and lies between them in a narrow one. In a low window the page scrolls.
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
      {/* A new one with the first question, which would push the old one down. */}
      <div key={hasBegun ? "begun" : "waiting"} className="flex min-h-0 flex-1 flex-col">
        {talk}
      </div>
      <div className="flex-none">{foot}</div>
    </div>
  );
}
