import { type Message, PROTOCOL, type Question, type RoomState, type RoomView, type Welcome } from "./protocol";
import { EMPTY, reduce, type RoomEvent, type RoomModel } from "./reducer";

/** Samples for the tests of the room. */

export function question(part: Partial<Question> = {}): Question {
  return {
    id: "q1",
    order: 0,
    text: "What broke?",
    description: null,
    type: "OPEN_ENDED",
    isRequired: true,
    options: null,
    starterCode: null,
    codeLanguage: null,
    timeLimitSeconds: null,
    clock: null,
    ...part,
  };
}

export function view(state: RoomState, part: Partial<RoomView> = {}): RoomView {
  const progress = { current: 1, of: 4 };
  const pauses = { pausesLeft: 3, pauseSeconds: 600, pauseRemainingSeconds: null };
  const rest = { clock: null, canGoBack: false, problem: null, asks: null, endReason: null };
  return { state, question: question(), progress, ...pauses, ...rest, ...part };
}

export function message(seq: number, part: Partial<Message> = {}): Message {
  return {
    seq,
    id: `m${seq}`,
    role: "assistant",
    content: `message ${seq}`,
    questionId: "q1",
    kind: "question",
    move: null,
    at: `2026-11-14T09:${String(30 + seq)}:00.000Z`,
    data: null,
    ...part,
  };
}

export function welcome(part: Partial<Welcome> = {}): Welcome {
  return {
    type: "welcome",
    protocol: PROTOCOL,
    sessionId: "s1",
    interview: { title: "Screening" },
    participantName: "Mina",
    keystrokes: false,
    watch: null,
    messages: [],
    room: view("your_turn"),
    ...part,
  };
}

export function after(events: readonly RoomEvent[], from: RoomModel = EMPTY, at = 0): RoomModel {
  return events.reduce((model, event) => reduce(model, event, at), from);
}

export function open(room: RoomView, messages: Message[] = [], at = 0): RoomEvent {
  return { type: "opened", welcome: welcome({ room, messages }), pending: [], at };
}
