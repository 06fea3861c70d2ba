import { lazy } from "react";

import { AllIHave } from "./AllIHave";
import { ChoiceTask } from "./choice/ChoiceTask";
import { taskOf } from "./composing";
import type { Draft } from "./drafts";
import { LazyTask } from "./LazyTask";
import type { RoomLine } from "./useRoom";

const BoardTask = lazy(() => import("./board/BoardTask"));
const CodeTask = lazy(() => import("./code/CodeTask"));

interface TaskFieldsProps {
  line: RoomLine;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
  /** Stands in a frame of its own: without the margin of the record. */
  isPlain?: boolean;
}

/** What stands under a question besides the field for words: options, an editor or a whiteboard. */
export function TaskFields({ line, draft, onDraft, isPlain = false }: TaskFieldsProps) {
  const question = line.model.room?.question ?? null;
  const task = taskOf(line.model);
  const isResearch = question?.type === "RESEARCH" && line.model.room?.state === "your_turn";
  if (question === null || (task === "words" && !isResearch)) return null;
  const props = { question, draft, onDraft };
  return (
    <div
      className={
        isPlain
          ? "w-full max-w-[48rem]"
          : "mx-auto w-full max-w-[48rem] px-4 pb-6 wide:ps-[calc(1.5rem+3.25rem+1rem)] wide:pe-6"
      }
    >
      {isResearch && <AllIHave line={line} draft={draft} onDraft={onDraft} />}
      {task === "choice" && <ChoiceTask key={question.id} {...props} />}
      {task === "whiteboard" && (
        <LazyTask key={question.id}>
          <BoardTask sessionId={line.model.sessionId ?? ""} {...props} />
        </LazyTask>
      )}
      {task === "code" && (
        <LazyTask key={question.id}>
          <CodeTask line={line} {...props} />
        </LazyTask>
      )}
    </div>
  );
}
