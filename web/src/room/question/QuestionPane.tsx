import { Trans, useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

import type { Task } from "../../api/questionTypes";
import { currentAsk } from "../conversation/ask";
import { saidBefore } from "../conversation/said";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import type { StateName } from "../status/states";
import { Ask } from "./Ask";
import { TASKS } from "./tasks";

interface QuestionPaneProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  task: Task;
  /** Whether the interviewer speaks, so that screen readers don't read out the question again. */
  isHeard: boolean;
}

/** The open question, pinned above the work. A long one scrolls within its pane. */
export function QuestionPane({ line, interview, state, task, isHeard }: QuestionPaneProps) {
  const { t } = useLingui();
  const { messages, room } = line.model;
  const pane = useRef<HTMLElement>(null);
  const ask = currentAsk(messages);
  const isBench = TASKS[task].layout === "bench";
  const isCut = useIsCut(pane);
  useFocusOnAsk(pane, ask?.seq ?? null, task);
  return (
    <section
      ref={pane}
      aria-label={t`Question`}
      tabIndex={isCut ? 0 : undefined}
      data-ask={ask === null ? undefined : true}
      data-pane="question"
      className={`relative z-20 overflow-auto border-b border-line bg-bg low:max-h-[38dvh] tall:max-h-[34dvh] ${isBench ? "broad:max-h-full" : ""}`}
    >
      <div
        aria-live={isHeard || task !== "words" ? "off" : "polite"}
        aria-atomic="true"
        className={`mx-auto w-full px-4 py-2.5 wide:px-6 wide:py-4 ${isBench ? "" : "max-w-[48rem]"}`}
      >
        {ask === null ? (
          <NoQuestionYet isConnecting={state !== "greeting" && state !== "welcoming"} />
        ) : (
          <Ask
            key={ask.seq}
            message={ask}
            question={room?.question ?? null}
            language={interview.language}
            said={saidBefore(messages)}
            isSmall={isBench}
          />
        )}
      </div>
    </section>
  );
}

/** The page has a heading before the first question, too. */
function NoQuestionYet({ isConnecting }: { isConnecting: boolean }) {
  return (
    <h1 tabIndex={-1} className="text-lead font-[650] tracking-[-0.012em] text-ink-3 wide:text-question">
      {isConnecting ? <Trans>Connecting to your interview</Trans> : <Trans>Your interview is starting</Trans>}
    </h1>
  );
}

/**
 * Whether the pane scrolls, so that it must be reachable by keyboard. Also sets its height as `--question`, for the
 * layer that must not cover it.
 */
function useIsCut(pane: RefObject<HTMLElement | null>): boolean {
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      setCut(element.scrollHeight > element.clientHeight + 1);
      style.setProperty("--question", `${element.offsetHeight}px`);
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => {
      observer.disconnect();
      style.removeProperty("--question");
    };
  }, [pane]);
  return isCut;
}

/**
 * Moves the focus to the question when the room opens. Later questions take it from a task that was sent and from
 * elements that disappeared, but never from the text field.
 */
function useFocusOnAsk(pane: RefObject<HTMLElement | null>, seq: number | null, task: Task): void {
  const known = useRef<{ seq: number | null; task: Task }>({ seq: null, task });
  useLayoutEffect(() => {
    const { seq: before, task: taskBefore } = known.current;
    known.current = { seq, task };
    const element = pane.current;
    if (seq === null || seq === before || element === null) return;
    element.scrollTo(0, 0);
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body;
    const isWriting = activeElement instanceof HTMLTextAreaElement;
    if (isFree || (before !== null && taskBefore !== "words" && !isWriting)) {
      element.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    }
    // In a low window the page scrolls as a whole.
    if (before !== null && element.getBoundingClientRect().top < 0) element.scrollIntoView();
  }, [pane, seq, task]);
}
