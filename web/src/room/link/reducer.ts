import type { Outgoing } from "./outbox";
import { act, hear, NO_VOICE, reopened, stored, type VoiceEvent, type VoiceModel } from "../voice/model";
import { isVoiceFrame } from "../voice/frames";
import type { AnswerData, Interview, Message, Refusal, RoomView, ServerFrame, Verdict, Welcome } from "./protocol";

/** Everything that the room shows: the result of the server's frames and of changes to the connection. */
export interface RoomModel {
  line: "connecting" | "open" | "lost" | "elsewhere" | "taken_over" | "refused" | "signed_out";
  /** When `line` last changed, by the browser's clock. */
  lineSince: number;
  /** When a lost connection came back; null before that, and after anything else has happened. */
  backAt: number | null;
  sessionId: string | null;
  interview: Interview | null;
  participantName: string | null;
  mayRecordTyping: boolean;
  /** The signals that this page should watch for; null for none. */
  watched: readonly string[] | null;
  room: RoomView | null;
  roomSince: number;
  messages: readonly Message[];
  pending: readonly Pending[];
  savedAt: string | null;
  notice: Refusal | null;
  voice: VoiceModel;
  /** The round-trip time of the connection, in milliseconds. */
  roundTrip: number | null;
}

/**
 * A frame that was sent but isn't acknowledged. `storedAs` is set if the server's copy came before the acknowledgement.
 */
export interface Pending extends Outgoing {
  storedAs: number | null;
  refusal: Refusal | null;
}

export type RoomEvent =
  | { type: "connecting" }
  | { type: "opened"; welcome: Welcome; pending: readonly Outgoing[]; at: number }
  | { type: "frame"; frame: Exclude<ServerFrame, Welcome> }
  | { type: "queued"; item: Outgoing }
  | { type: "withdrawn"; id: string }
  | { type: "lost"; at: number }
  | { type: "closed"; verdict: Verdict }
  | { type: "signed_out" }
  | { type: "notice_read" }
  | { type: "pulse"; milliseconds: number }
  | VoiceEvent;

export const EMPTY: RoomModel = {
  line: "connecting",
  lineSince: 0,
  backAt: null,
  sessionId: null,
  interview: null,
  participantName: null,
  mayRecordTyping: false,
  watched: null,
  room: null,
  roomSince: 0,
  messages: [],
  pending: [],
  savedAt: null,
  notice: null,
  voice: NO_VOICE,
  roundTrip: null,
};

export function startModel(now: number): RoomModel {
  return { ...EMPTY, lineSince: now, roomSince: now };
}

export function reduce(model: RoomModel, event: RoomEvent, now = Date.now()): RoomModel {
  switch (event.type) {
    case "connecting":
      return { ...model, line: "connecting", lineSince: now };
    case "opened":
      return opened(model, event.welcome, event.pending, event.at);
    case "frame":
      return framed(model, event.frame, now);
    case "queued":
      return { ...model, pending: [...model.pending, waiting(event.item)], notice: null };
    case "withdrawn":
      return { ...model, pending: model.pending.filter((item) => item.frame.id !== event.id) };
    case "lost":
      // A connection that was never open is still connecting. One that is lost keeps the time of the first loss.
      return model.line === "open" ? { ...model, line: "lost", lineSince: event.at } : model;
    case "closed":
      return closed(model, event.verdict);
    case "signed_out":
      return { ...model, line: "signed_out" };
    case "notice_read":
      return { ...model, notice: null };
    case "pulse":
      return { ...model, roundTrip: smoothed(model.roundTrip, event.milliseconds) };
    default:
      return { ...model, voice: act(model.voice, event, now) };
  }
}

/** Smooths the round-trip time, so that one late answer doesn't make a connection count as slow. */
function smoothed(before: number | null, now: number): number {
  return before === null ? now : 0.7 * before + 0.3 * now;
}

function opened(model: RoomModel, welcome: Welcome, pending: readonly Outgoing[], at: number): RoomModel {
  const refused = model.pending.filter((item) => item.refusal !== null);
  const shown = new Set(refused.map(({ frame }) => frame.id));
  const kept = pending.filter(({ frame }) => !shown.has(frame.id));
  const messages = merged(model.messages, welcome.messages);
  return {
    ...model,
    line: "open",
    lineSince: at,
    backAt: model.line === "lost" ? at : null,
    sessionId: welcome.sessionId,
    interview: { ...model.interview, ...welcome.interview },
    participantName: welcome.participantName,
    mayRecordTyping: welcome.keystrokes,
    watched: welcome.watch?.kinds ?? null,
    room: welcome.room,
    roomSince: at,
    messages,
    pending: [...refused, ...kept.map((item) => matched(messages, waiting(item)))],
    savedAt: lastTime(messages) ?? model.savedAt,
    voice: reopened(model.voice),
  };
}

function framed(model: RoomModel, frame: Exclude<ServerFrame, Welcome>, now: number): RoomModel {
  if (isVoiceFrame(frame)) return { ...model, voice: hear(model.voice, frame, now) };
  switch (frame.type) {
    case "message":
      return said(model, frame.message);
    case "ack":
      return acknowledged(model, frame.id, frame.seq);
    case "room":
      return { ...model, room: frame.room, roomSince: sameState(model, frame.room) ? model.roomSince : now };
    case "error":
      return refused(model, frame);
    case "pong":
      return model;
  }
}

function said(model: RoomModel, message: Message): RoomModel {
  const messages = merged(model.messages, [message]);
  const pending = message.role === "user" ? markStored(model.pending, message) : model.pending;
  const voice = stored(model.voice, message);
  return { ...model, messages, pending, savedAt: later(model.savedAt, message.at), backAt: null, voice };
}

/** The server's message belongs to the first waiting answer with the same words. */
function markStored(pending: readonly Pending[], message: Message): Pending[] {
  const index = pending.findIndex((item) => item.storedAs === null && isSame(item, message));
  return pending.map((item, at) => (at === index ? { ...item, storedAs: message.seq } : item));
}

function matched(messages: readonly Message[], item: Pending): Pending {
  const last = messages.at(-1);
  return last !== undefined && last.role === "user" && isSame(item, last) ? { ...item, storedAs: last.seq } : item;
}

function isSame(item: Pending, message: Message): boolean {
  const { frame } = item;
  if (frame.type !== "answer") return false;
  return frame.id === message.id || message.content === contentOf(item).trim();
}

function acknowledged(model: RoomModel, id: string, seq: number | null): RoomModel {
  const item = model.pending.find((candidate) => candidate.frame.id === id);
  if (item === undefined) return model;
  const pending = model.pending.filter((other) => other !== item);
  if (seq === null || item.frame.type !== "answer") return { ...model, pending };
  const messages = merged([asMessage(item, seq)], model.messages);
  return { ...model, pending, messages, savedAt: later(model.savedAt, item.sentAt) };
}

function refused(model: RoomModel, refusal: Refusal): RoomModel {
  const item = model.pending.find((candidate) => candidate.frame.id === refusal.id);
  if (item?.frame.type !== "answer") {
    return { ...model, notice: refusal, pending: model.pending.filter((other) => other !== item) };
  }
  return { ...model, pending: model.pending.map((other) => (other === item ? { ...item, refusal } : other)) };
}

function closed(model: RoomModel, verdict: Verdict): RoomModel {
  if (verdict === "elsewhere" || verdict === "taken_over" || verdict === "refused") return { ...model, line: verdict };
  if (verdict !== "done" || model.room === null) return model;
  return { ...model, room: { ...model.room, state: "done" }, voice: NO_VOICE };
}

function waiting(item: Outgoing): Pending {
  return { ...item, storedAs: null, refusal: item.refusal ?? null };
}

/** Merges messages: each number once, in order. Copies from `more` replace known ones. */
function merged(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function asMessage(item: Pending, seq: number): Message {
  const { frame } = item;
  const data = frame.type === "answer" ? dataOf(frame) : null;
  const content = contentOf(item);
  return {
    seq,
    id: frame.id,
    role: "user",
    content,
    questionId: frame.type === "answer" ? (frame.questionId ?? null) : null,
    kind: "answer",
    move: null,
    at: item.sentAt,
    data,
  };
}

function dataOf({ choice, other, code, whiteboard }: AnswerData): Message["data"] {
  const data = {
    ...(choice && { choice }),
    ...(other && { other }),
    ...(code && { code }),
    ...(whiteboard && { whiteboard }),
  };
  return Object.keys(data).length === 0 ? null : data;
}

/** Answers that were sent but aren't in the transcript yet. */
export function unsavedOf({ pending }: RoomModel): Pending[] {
  return pending.filter(({ frame, storedAs }) => frame.type === "answer" && storedAs === null);
}

/** The text of an answer: the typed words, else the choice, the code or the description of the drawing. */
export function contentOf(item: Outgoing): string {
  const { frame } = item;
  if (frame.type === "run") return "";
  if (frame.type !== "answer") return frame.text ?? "";
  return frame.text || choiceOf(frame) || frame.code?.text || frame.whiteboard?.text || "";
}

/** The chosen options and the candidate's own answer in one line, as the server writes them. */
export function choiceOf({ choice = [], other = "" }: AnswerData): string {
  return [...choice, other].filter((part) => part !== "").join("; ");
}

function sameState(model: RoomModel, room: RoomView): boolean {
  return model.room?.state === room.state && model.room.question?.id === room.question?.id;
}

function lastTime(messages: readonly Message[]): string | null {
  return messages.at(-1)?.at ?? null;
}

function later(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}
