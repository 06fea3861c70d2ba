/** The messages of `aural.room/1`. The server declares them (`make api`), and docs/room-protocol.md explains them. */

import { VOICE_FRAMES } from "../voice/frames";
import type { components } from "./wire";

export const PROTOCOL = "aural.room/1";
export const MAX_ANSWER_CHARACTERS = 20_000;
export const MAX_CODE_CHARACTERS = 50_000;
export const MAX_FRAME_BYTES = 256 * 1024;

type Wire = components["schemas"];

export type Entry = Wire["Entry"];
export type EntryState = Entry["state"];
export type Interview = Wire["Interview"];
export type Brand = Wire["Brand"];
export type RecordingOffer = Wire["RecordingOffer"];
export type RecordedTrack = RecordingOffer["tracks"][number];
export type Disclosure = Wire["Disclosure"];
export type Adjustment = Entry["adjustments"][number];
export type Participant = Wire["Participant"];
export type ConsentItem = Wire["ConsentItem"];
export type ConsentText = Wire["ConsentText"];
export type Progress = Wire["Progress"];
export type Started = Wire["Started"];

export interface StartRequest {
  slug: string;
  token: string | null;
  name: string | null;
  email: string | null;
  language: string | null;
  consent: { version: string; language: string; accepted: true; items?: string[] } | null;
  adjustments?: readonly Adjustment[];
  /** Created once for each entrance, so that a repeated request isn't performed twice. */
  entrance?: string;
}

export type Question = Wire["Question"];
export type Clock = Wire["Clock"];
export type QuestionClock = Wire["QuestionClock"];
export type RoomView = Wire["Room"];
export type RoomState = RoomView["state"];
export type Run = Wire["Run"];
export type RunOutcome = Run["outcome"];
export type MessageData = Wire["MessageData"];
export type Message = Wire["Message"];

export type AnswerFrame = Wire["AnswerFrame"] & AnswerData;
export type AnswerData = Pick<MessageData, "choice" | "other" | "code" | "whiteboard">;
export type RequestFrame = Wire["RequestFrame"];
export type RequestKind = RequestFrame["kind"];
export type RunFrame = Wire["RunFrame"];

/** A frame that is kept until the server has acknowledged it. */
export type KeptFrame = AnswerFrame | RequestFrame | RunFrame;
export type Hello = Wire["HelloFrame"];
export type ClientFrame = Exclude<Wire["ClientFrame"], Wire["AnswerFrame"]> | AnswerFrame;

export type Welcome = Wire["WelcomeFrame"];
export type Refusal = Wire["ErrorFrame"];
/** Without the reply to old pages that offer WebRTC. */
export type ServerFrame = Exclude<Wire["ServerFrame"], Wire["NoRtcFrame"]>;

const SERVER_FRAMES = new Set<string>(["welcome", "message", "ack", "room", "pong", "error", ...VOICE_FRAMES]);

/** A frame of the server, or null for one that this client does not know: it must be ignored. */
export function parseServerFrame(raw: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("type" in value)) return null;
  return SERVER_FRAMES.has(String(value.type)) ? (value as ServerFrame) : null;
}

/** The client's next step after the socket is closed. */
export type Verdict = "done" | "reconnect" | "new_ticket" | "elsewhere" | "taken_over" | "too_large" | "refused";

export function verdictOf(closeCode: number): Verdict {
  switch (closeCode) {
    case 1000:
      return "done";
    case 4401:
      return "new_ticket";
    case 4409:
      return "elsewhere";
    case 4410:
      return "taken_over";
    case 1009:
    case 4413:
      return "too_large";
    case 4400:
    case 4426:
      return "refused";
    default:
      return "reconnect";
  }
}
