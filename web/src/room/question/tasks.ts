import type { Task } from "../../api/questionTypes";
import type { StateName } from "../status/names";

interface TaskTraits {
  /** `column`: above the conversation. `bench`: the height of the window, next to question and conversation. */
  layout: "column" | "bench";
  /** Whether the work stays open at follow-ups, to be changed and sent again. */
  isKeptOpen: boolean;
  /** Whether the field for words waits until it is wanted. */
  hasFoldedWords: boolean;
  /** The state in which the question waits for its answer, and a follow-up to it. */
  first: StateName;
  again: StateName;
}

/** How the room shows what a question asks for. A task that isn't here doesn't compile. */
export const TASKS: Record<Task, TaskTraits> = {
  words: { layout: "column", isKeptOpen: false, hasFoldedWords: false, first: "typing", again: "typing" },
  choice: { layout: "column", isKeptOpen: false, hasFoldedWords: true, first: "choosing", again: "typing" },
  code: { layout: "bench", isKeptOpen: true, hasFoldedWords: false, first: "working", again: "working_again" },
  whiteboard: { layout: "bench", isKeptOpen: true, hasFoldedWords: false, first: "working", again: "working_again" },
};
