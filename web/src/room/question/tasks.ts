import type { Task } from "../../api/questionTypes";
import type { StateName } from "../status/names";

interface TaskTraits {
  /** `column`: above the conversation. `bench`: as high as the window, next to question and conversation. */
  layout: "column" | "bench";
  /** Whether the work stays open at follow-ups, to be changed and sent again. */
  isKeptOpen: boolean;
  /** Whether the text field is hidden until the person opens it. */
  hasFoldedWords: boolean;
  /** The states in which the question and its follow-ups wait for an answer. */
  first: StateName;
  again: StateName;
}

/** How the room shows each task. If a task is missing, this doesn't compile. */
export const TASKS: Record<Task, TaskTraits> = {
  words: { layout: "column", isKeptOpen: false, hasFoldedWords: false, first: "typing", again: "typing" },
  choice: { layout: "column", isKeptOpen: false, hasFoldedWords: true, first: "choosing", again: "typing" },
  code: { layout: "bench", isKeptOpen: true, hasFoldedWords: false, first: "working", again: "working_again" },
  whiteboard: { layout: "bench", isKeptOpen: true, hasFoldedWords: false, first: "working", again: "working_again" },
};
