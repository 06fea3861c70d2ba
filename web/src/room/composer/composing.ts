import { type Task, taskOfType } from "../../api/questionTypes";
import { currentAsk } from "../conversation/ask";
import { TASKS } from "../question/tasks";
import type { Draft } from "./drafts";
import type { AnswerData, Message, Question } from "../link/protocol";
import type { RoomModel } from "../link/reducer";

/**
 * The kind of answer that the open question currently asks for. A choice is made once, and again if the question is
 * repeated. Code and drawings can be changed at each follow-up.
 */
export function taskOf(model: RoomModel): Task {
  const question = model.room?.question;
  if (!question) return "words";
  const task = taskOfType(question.type);
  if (TASKS[task].isKeptOpen) return task;
  const ask = currentAsk(model.messages);
  if (ask?.kind === "follow_up" || isChosen(model, ask?.seq ?? 0)) return "words";
  return task;
}

function isChosen(model: RoomModel, askedAt: number): boolean {
  const isSent = model.pending.some(
    ({ frame, refusal }) => frame.type === "answer" && (frame.choice ?? frame.other) !== undefined && refusal === null,
  );
  return (
    isSent ||
    model.messages.some(
      (message) => message.seq > askedAt && (message.data?.choice ?? message.data?.other) !== undefined,
    )
  );
}

/** The language of the code: the one chosen here, else the one last sent, else the server's guess. */
export function languageOf(model: RoomModel, draft: Draft, question: Question): string {
  return (draft.language ?? sentWork(model, question)?.data?.code?.language) || question.codeLanguage || "python";
}

/** The code that is open in the editor. */
export function codeOf(draft: Draft, question: Question): string {
  return draft.code ?? question.starterCode ?? "";
}

/** The code or drawing that was last sent for this question, so that it is sent again only if it changed. */
export function sentWork(model: RoomModel, question: Question): Message | null {
  const isWork = ({ questionId, data }: Message) =>
    questionId === question.id && (data?.code !== undefined || data?.whiteboard !== undefined);
  return model.messages.findLast(isWork) ?? null;
}

export interface Composed {
  text: string;
  data: AnswerData;
}

/** The answer as it would be sent now; null if there is none yet. */
export function compose(model: RoomModel, draft: Draft): Composed | null {
  const question = model.room?.question ?? null;
  const task = taskOf(model);
  const text = draft.text.trim();
  const data: AnswerData = {};
  const other = draft.other.trim();
  if (task === "choice" && draft.choice.length > 0) data.choice = draft.choice;
  if (task === "choice" && other !== "") data.other = other;
  if (task === "code" && question !== null) {
    const code = codeOf(draft, question);
    const before = sentWork(model, question)?.data?.code?.text ?? question.starterCode ?? "";
    if (code.trim() !== "" && code.trim() !== before.trim())
      data.code = { language: languageOf(model, draft, question), text: code };
  }
  if (task === "whiteboard" && question !== null) {
    const sent = sentWork(model, question)?.data?.whiteboard;
    const isDrawn = draft.board !== null && draft.board !== sent?.board;
    // Without a drawing, the first answer is sent as the description of one; later ones are plain words.
    if (isDrawn || (text !== "" && sent === undefined))
      return { text: "", data: { whiteboard: { text, board: draft.board } } };
  }
  return text === "" && Object.keys(data).length === 0 ? null : { text, data };
}
