import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { newId } from "../link/ids";
import type { AnswerData, Interview, Message, RequestKind, RoomView } from "../link/protocol";
import { EMPTY, type RoomModel } from "../link/reducer";
import type { RoomLine } from "../link/useRoom";

const QUESTION = "practice";

export interface Practice {
  line: RoomLine;
  isOver: boolean;
  again: () => void;
}

type Said = Pick<Message, "role" | "kind" | "content"> & { data?: AnswerData };

/** A room without a server. It asks one question, grants each request, and forgets everything with the page. */
export function usePractice(interview: Interview): Practice {
  const { t } = useLingui();
  const text = t`Describe the room you are in.`;
  const start = (): RoomModel =>
    says(begun(interview, text), { role: "assistant", kind: "question", content: t`Here is an easy one. ${text}` });
  const [model, setModel] = useState(start);
  const isOver = model.room?.state === "done";

  const answer = (words: string, data: AnswerData) => {
    const answered = says(model, { role: "user", kind: "answer", content: words, data });
    const quoted = beginningOf(words);
    const content =
      quoted === ""
        ? t`Thank you. In the interview, I might ask for a little more here.`
        : t`Thank you. You said “${quoted}”. In the interview, I might ask for a little more about that.`;
    setModel(over(says(answered, { role: "assistant", kind: "reply", content })));
  };
  const wishes: Partial<Record<RequestKind, () => RoomModel>> = {
    minute: () => inState(model, "minute"),
    pause: () => inState(model, "paused"),
    continue: () => inState(model, "your_turn"),
    repeat: () => says(inState(model, "your_turn"), { role: "assistant", kind: "question", content: text }),
    rephrase: () => {
      const content = t`In other words: what do you see around you right now?`;
      return says(inState(model, "your_turn"), { role: "assistant", kind: "question", content });
    },
    skip: () => {
      const content = t`That’s fine, too. In the interview, we would move on to the next question now.`;
      return over(says(model, { role: "assistant", kind: "reply", content }));
    },
  };
  const line: RoomLine = {
    // After the end, the room still looks open: the page says what comes next.
    model: isOver ? inState(model, "your_turn") : model,
    answer,
    request: (kind) => {
      const granted = wishes[kind]?.();
      if (granted !== undefined) setModel(granted);
    },
    sendAgain: nothing,
    withdraw: nothing,
    readNotice: nothing,
    takeOver: nothing,
    tryNow: nothing,
    tellRun: nothing,
    link: null,
  };
  return {
    line,
    isOver,
    again: () => {
      setModel(start());
    },
  };
}

const nothing = () => undefined;

/** The beginning of an answer, as long as the interviewer would quote. */
function beginningOf(words: string): string {
  const first = words.split(/[.!?,;。！？，；\n]/u)[0] ?? "";
  return first.trim().slice(0, 60);
}

function begun(interview: Interview, text: string): RoomModel {
  const room: RoomView = {
    state: "your_turn",
    question: {
      id: QUESTION,
      order: 0,
      text,
      description: null,
      type: "OPEN_ENDED",
      isRequired: false,
      options: null,
      starterCode: null,
      codeLanguage: null,
      clock: null,
      timeLimitSeconds: null,
    },
    progress: { current: 1, of: 1 },
    clock: null,
    pausesLeft: interview.pauses?.count ?? 3,
    pauseSeconds: interview.pauses?.seconds ?? 600,
    pauseRemainingSeconds: null,
    canGoBack: false,
    problem: null,
    asks: null,
    endReason: null,
  };
  return { ...EMPTY, line: "open", interview, room, roomSince: Date.now() };
}

function says(model: RoomModel, said: Said): RoomModel {
  const message: Message = {
    seq: model.messages.length + 1,
    id: newId(),
    questionId: QUESTION,
    move: null,
    at: new Date().toISOString(),
    data: null,
    ...said,
  };
  return { ...model, messages: [...model.messages, message] };
}

function inState(model: RoomModel, state: RoomView["state"]): RoomModel {
  return model.room === null ? model : { ...model, room: { ...model.room, state }, roomSince: Date.now() };
}

const over = (model: RoomModel) => inState(model, "done");
