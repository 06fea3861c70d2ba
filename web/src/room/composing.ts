import { currentAsk } from "./ask";
import type { Draft } from "./drafts";
import type { AnswerData, Question } from "./protocol";
import type { RoomModel } from "./reducer";

/** What a question asks for besides words, now. */
export type Task = "words" | "choice" | "code" | "whiteboard";

/** A choice is made once, and again where the question is asked again; code may be changed at each follow-up. */
export function taskOf(model: RoomModel): Task {
  const question = model.room?.question;
  if (!question) return "words";
  if (question.type === "CODING") return "code";
  const ask = currentAsk(model.messages);
  if (ask?.kind === "follow_up" || isChosen(model, ask?.seq ?? 0)) return "words";
  if (question.options !== null) return "choice";
  return question.type === "WHITEBOARD" ? "whiteboard" : "words";
}

function isChosen(model: RoomModel, askedAt: number): boolean {
  const isSent = model.pending.some(
    ({ frame, refusal }) => frame.type === "answer" && frame.choice !== undefined && refusal === null,
  );
  return isSent || model.messages.some((message) => message.seq > askedAt && message.data?.choice !== undefined);
}

/** The code that is open in the editor. */
export function codeOf(draft: Draft, question: Question): string {
  return draft.code ?? question.starterCode ?? "";
}

/** The code as it was last sent for this question, to send it only where it changed. */
function sentCode(model: RoomModel, question: Question): string {
  const last = model.messages.findLast(
    (message) => message.questionId === question.id && message.data?.code !== undefined,
  );
  return last?.data?.code?.text ?? question.starterCode ?? "";
}

export interface Composed {
  text: string;
  data: AnswerData;
}

/** The answer as it would be sent now, or null where there is none yet. */
export function compose(model: RoomModel, draft: Draft): Composed | null {
  const question = model.room?.question ?? null;
  const task = taskOf(model);
  const text = draft.text.trim();
  const data: AnswerData = {};
  if (task === "choice" && draft.choice.length > 0) data.choice = draft.choice;
  if (task === "code" && question !== null) {
    const code = codeOf(draft, question);
    if (code.trim() !== "" && code.trim() !== sentCode(model, question).trim())
      data.code = { language: "", text: code };
  }
  if (task === "whiteboard" && text !== "") return { text: "", data: { whiteboard: { text } } };
  return text === "" && Object.keys(data).length === 0 ? null : { text, data };
}
