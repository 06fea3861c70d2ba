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
    ({ frame, refusal }) => frame.type === "answer" && (frame.choice ?? frame.other) !== undefined && refusal === null,
  );
  return (
    isSent ||
    model.messages.some(
      (message) => message.seq > askedAt && (message.data?.choice ?? message.data?.other) !== undefined,
    )
  );
}

/** What the code is written in: as it was chosen here, as it was sent last, as the server guesses. */
export function languageOf(model: RoomModel, draft: Draft, question: Question): string {
  return (draft.language ?? sentAnswer(model, question)?.language) || question.codeLanguage || "python";
}

/** The code that is open in the editor. */
export function codeOf(draft: Draft, question: Question): string {
  return draft.code ?? question.starterCode ?? "";
}

/** The code as it was last sent for this question, to send it only where it changed. */
function sentAnswer(model: RoomModel, question: Question): AnswerData["code"] {
  const last = model.messages.findLast(
    (message) => message.questionId === question.id && message.data?.code !== undefined,
  );
  return last?.data?.code;
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
  const other = draft.other.trim();
  if (task === "choice" && draft.choice.length > 0) data.choice = draft.choice;
  if (task === "choice" && other !== "") data.other = other;
  if (task === "code" && question !== null) {
    const code = codeOf(draft, question);
    const before = sentAnswer(model, question)?.text ?? question.starterCode ?? "";
    if (code.trim() !== "" && code.trim() !== before.trim())
      data.code = { language: languageOf(model, draft, question), text: code };
  }
  if (task === "whiteboard" && (text !== "" || draft.board !== null)) {
    return { text: "", data: { whiteboard: { text, board: draft.board } } };
  }
  return text === "" && Object.keys(data).length === 0 ? null : { text, data };
}
