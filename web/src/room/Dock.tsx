import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, X } from "lucide-react";
import { useEffect, useRef } from "react";

import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { Actions } from "./Actions";
import type { AnswerFormProps } from "./AnswerForm";
import type { Task } from "./composing";
import type { Draft } from "./drafts";
import { LeftNotice } from "./LeftNotice";
import { PrimaryButton } from "./PrimaryButton";
import { RestNote } from "./RestNote";
import type { PrimaryAction } from "./states";
import { StateStrip } from "./StateStrip";
import { TimeWarning } from "./TimeWarning";
import { WordsField } from "./WordsField";

interface DockProps extends AnswerFormProps {
  task: Task;
  primary: PrimaryAction;
  complaint: string | null;
  onDraft: (part: Partial<Draft>) => void;
}

/** An editor and a whiteboard need the height of the screen, and so do options on a small one: then the foot comes after them. */
const STICKY: Record<Task, string> = {
  words: "tall:sticky tall:bottom-0",
  whiteboard: "",
  choice: "roomy:sticky roomy:bottom-0",
  code: "",
};

/** The foot of the room: the state, the words, the one big button, the small wishes. */
export function Dock({
  line,
  interview,
  state,
  text,
  now,
  draft,
  onLeave,
  onSpeak,
  task,
  primary,
  complaint,
  onDraft,
}: DockProps) {
  const { t } = useLingui();
  const dock = useRef<HTMLElement>(null);
  useRoomBelow(dock);
  const isResting = state === "paused" || state === "problem";
  return (
    <>
      <section
        ref={dock}
        id="answer"
        tabIndex={-1}
        aria-label={t`Interview controls`}
        className={`border-t border-line bg-surface ${STICKY[task]}`}
      >
        <div className="mx-auto grid max-w-[48rem] gap-3 px-4 pt-3 pb-2 wide:px-6 wide:pt-4 wide:pb-4">
          <TimeWarning line={line} interview={interview} state={state} now={now} />
          {line.model.notice !== null && <Refused message={line.model.notice.message} onClose={line.readNotice} />}
          <LeftNotice line={line} draft={draft} />
          <StateStrip state={state} text={text} model={line.model} />
          <RestNote model={line.model} state={state} now={now} />
          {(!isResting || draft.draft.text !== "") && (
            <WordsField
              task={task}
              isResting={isResting}
              value={draft.draft.text}
              onChange={(words) => {
                onDraft({ text: words });
              }}
            />
          )}
          {complaint !== null && (
            <p id="complaint" role="alert" className="flex items-start gap-2 text-label font-[650] text-danger-ink">
              <CircleAlert aria-hidden="true" />
              {complaint}
            </p>
          )}
          <div className="grid gap-1 wide:flex wide:items-center wide:justify-between wide:gap-3">
            <PrimaryButton action={primary} state={state} />
            <Actions line={line} state={state} onLeave={onLeave} onSpeak={onSpeak} />
          </div>
        </div>
      </section>
      <AiNote ai={interview.aiName ?? "Aural"} organization={interview.organizationName} />
    </>
  );
}

/** Tells the page how high the sticky foot is, so that nothing that has focus lies under it. */
export function useRoomBelow(dock: { current: HTMLElement | null }): void {
  useEffect(() => {
    const element = dock.current;
    if (element === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      const height = getComputedStyle(element).position === "sticky" ? element.offsetHeight : 0;
      style.setProperty("--dock", `${height}px`);
      style.scrollPaddingBlockEnd = `${height + 16}px`;
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--dock");
      style.scrollPaddingBlockEnd = "";
    };
  }, [dock]);
}

export function Refused({ message, onClose }: { message: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Notice ground="danger" role="alert" className="flex items-start justify-between gap-3">
      <p>{message || t`Something went wrong on the server. Nothing is lost.`}</p>
      <Button look="quiet" aria-label={t`Close this note`} className="-me-3 -my-2 size-11 flex-none" onClick={onClose}>
        <X aria-hidden="true" />
      </Button>
    </Notice>
  );
}

export function AiNote({ ai, organization }: { ai: string; organization: string | undefined }) {
  return (
    <p className="bg-surface px-4 pb-3 text-center text-meta text-ink-3">
      {organization ? (
        <Trans>
          {ai} is an AI. A person at {organization} reads your answers and decides.
        </Trans>
      ) : (
        <Trans>{ai} is an AI. A person reads your answers and decides.</Trans>
      )}
    </p>
  );
}
