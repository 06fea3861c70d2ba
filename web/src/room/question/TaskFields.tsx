import { lazy } from "react";

import type { Task } from "../../api/questionTypes";
import { ChoiceTask } from "../choice/ChoiceTask";
import type { Draft } from "../composer/drafts";
import type { RoomLine } from "../link/useRoom";
import { LazyTask } from "./LazyTask";

const BoardTask = lazy(() => import("../board/BoardTask"));
const CodeTask = lazy(() => import("../code/CodeTask"));

interface TaskFieldsProps {
  line: RoomLine;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
  task: Task;
}

/** The controls for answering the open question with more than words: options, an editor or a whiteboard. */
export function TaskFields({ line, draft, onDraft, task }: TaskFieldsProps) {
  const question = line.model.room?.question ?? null;
  if (question === null) return null;
  const props = { question, draft, onDraft };
  switch (task) {
    case "words":
      return null;
    case "choice":
      return <ChoiceTask key={question.id} {...props} />;
    case "whiteboard":
      return (
        <LazyTask key={question.id}>
          <BoardTask line={line} {...props} />
        </LazyTask>
      );
    case "code":
      return (
        <LazyTask key={question.id}>
          <CodeTask line={line} {...props} />
        </LazyTask>
      );
  }
}
