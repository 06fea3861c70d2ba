/** What goes over the wire in `aural.room/1`, as docs/room-protocol.md writes it. */

import { VOICE_FRAMES, type VoiceClientFrame, type VoiceFrame } from "./voice/frames";
import type { WatchFrame } from "./watch/frames";

export const PROTOCOL = "aural.room/1";
export const MAX_ANSWER_CHARACTERS = 20_000;
export const MAX_CODE_CHARACTERS = 50_000;
export const MAX_FRAME_BYTES = 256 * 1024;

export type EntryState =
  | "new"
  | "resumable"
  | "completed"
  | "time_is_up"
  | "closed"
  | "not_ready"
  | "invite_only"
  | "full"
  | "test"
  | "withdrawn"
  | "erased"
  | "expired"
  | "revoked"
  | "unknown";

/** All but the title may be missing: a link that leads nowhere tells no more than it must. */
export interface Interview {
  title: string;
  description?: string | null;
  aiName?: string;
  language?: string;
  organizationName?: string;
  questionCount?: number;
  timeLimitMinutes?: number | null;
  channels?: string[];
  /** Where `channels` has "voice". */
  voice?: { hasPlace: boolean; speaks?: boolean; pushToTalk?: boolean } | null;
  inviteRequired?: boolean;
  contact?: string | null;
  canRun?: boolean;
  nextSteps?: string | null;
  pauses?: { count: number; seconds: number };
  languages?: string[];
  brand?: Brand;
  /** Made for its creator to look at: nothing of it is kept or counted. */
  isPreview?: boolean;
  /** Whoever has finished is asked about sex and ethnicity, for fairness only. */
  asksSelfIdentification?: boolean;
  /** What may be recorded, where the person agrees; null: nothing. */
  recording?: RecordingOffer | null;
}

export type RecordedTrack = "camera" | "screen" | "audio";

/** As docs/recording-protocol.md has it, section 2. */
export interface RecordingOffer {
  tracks: RecordedTrack[];
  types: string[];
  maxSliceBytes: number;
}

/** What the organization looks like. The server has made sure that the accent is seen in both themes. */
export interface Brand {
  accent: string | null;
  inkOnAccent: string | null;
  logo: string | null;
}

/** What is told before anything is asked, in the language that was asked for. */
export interface Disclosure {
  measured: string[];
  /** What is noted of how the interview is taken; empty where nothing is. */
  watched?: string[];
  readers: string[];
  never: string[];
}

export type Adjustment =
  "more_time" | "text_only" | "slower_pace" | "captions" | "no_camera" | "writing_aids" | "other_windows";

export interface Participant {
  name: string | null;
  email: string | null;
  needsName: boolean;
  needsEmail: boolean;
}

/** One thing to say yes or no to. */
export interface ConsentItem {
  key: string;
  isRequired: boolean;
  /** Neither option is preselected; the candidate must choose. */
  needsAnswer?: boolean;
  text: string;
  refusal: string;
}

export interface ConsentText {
  version: string;
  language: string;
  languages: string[];
  title: string;
  paragraphs: string[];
  agreement: string;
  items?: ConsentItem[];
}

export interface Progress {
  current: number;
  of: number;
}

export interface Entry {
  state: EntryState;
  interview: Interview | null;
  participant: Participant | null;
  consent: ConsentText | null;
  progress: Progress | null;
  endedAt: string | null;
  disclosure?: Disclosure | null;
  adjustments?: Adjustment[];
  canReview?: boolean;
  reviewUntil?: string | null;
  /** Of an erase: nothing else is known any more. */
  receipt?: { id: string; at: string } | null;
}

export interface StartRequest {
  slug: string;
  token: string | null;
  name: string | null;
  email: string | null;
  language: string | null;
  consent: { version: string; language: string; accepted: true; items?: string[] } | null;
  adjustments?: Adjustment[];
  /** Made once for each entrance: what was asked for before and not answered is not done twice. */
  entrance?: string;
}

export interface Started {
  sessionId: string;
  state: "new" | "resumed";
  personalUrl: string;
}

export type QuestionType = "OPEN_ENDED" | "SINGLE_CHOICE" | "MULTIPLE_CHOICE" | "CODING" | "WHITEBOARD" | "RESEARCH";

export interface Question {
  id: string;
  order: number;
  text: string;
  description: string | null;
  type: QuestionType;
  isRequired: boolean;
  options: string[] | null;
  starterCode: string | null;
  codeLanguage?: string | null;
  timeLimitSeconds: number | null;
  clock?: QuestionClock | null;
}

/** A question's own limit. */
export interface QuestionClock {
  remainingSeconds: number;
  isRunning: boolean;
  serverAt: string;
}

export interface Clock extends QuestionClock {
  canExtend: boolean;
}

export type RoomState = "greeting" | "your_turn" | "thinking" | "minute" | "paused" | "problem" | "closing" | "done";

export interface RoomView {
  state: RoomState;
  question: Question | null;
  progress: Progress;
  clock: Clock | null;
  pausesLeft: number;
  /** How long one pause may last. */
  pauseSeconds?: number;
  /** What is left of the pause that holds now. */
  pauseRemainingSeconds?: number | null;
  canGoBack?: boolean;
  problem?: { at: string; text: string | null } | null;
  /** What the interviewer asks besides the question: whether a required one is to be skipped indeed. */
  asks?: "skip" | null;
  endReason: string | null;
}

export type RunOutcome = "ok" | "error" | "timeout" | "memory" | "stopped";

/** One run of the candidate's code. */
export interface Run {
  language: string;
  code: string;
  output: string;
  outcome: RunOutcome;
  milliseconds: number;
}

export interface AnswerData {
  choice?: string[];
  other?: string;
  code?: { language: string; text: string };
  /** `picture` and `words` come with a stored one: the id of its picture, and the words on the board. */
  whiteboard?: { text: string; board: string | null; picture?: string | null; words?: string };
}

/** How an answer was spoken: times in milliseconds of the stream, confidence from 0 to 1. */
export interface Speech {
  startMs: number;
  endMs: number;
  confidence: number | null;
  words: SpokenWord[];
}

export interface SpokenWord {
  text: string;
  startMs: number;
  endMs: number;
  confidence: number | null;
}

export interface MessageData extends AnswerData {
  run?: Run;
  speech?: Speech;
  /** Of an interviewer's message that was cut off: what was really heard of it. */
  heard?: { text: string; milliseconds: number };
}

export interface Message {
  seq: number;
  id: string;
  role: "assistant" | "user" | "system";
  content: string;
  questionId: string | null;
  kind: string;
  move: string | null;
  at: string;
  data: MessageData | null;
}

export type RequestKind =
  "repeat" | "rephrase" | "skip" | "back" | "minute" | "pause" | "continue" | "extend" | "problem" | "end";

export interface AnswerFrame extends AnswerData {
  type: "answer";
  id: string;
  /** The question that was on the screen. */
  questionId?: string;
  text?: string;
}

export interface RequestFrame {
  type: "request";
  id: string;
  kind: RequestKind;
  text?: string;
}

export interface RunFrame extends Run {
  type: "run";
  id: string;
  questionId: string;
}

/** A frame that is kept until the server acknowledged it. */
export type KeptFrame = AnswerFrame | RequestFrame | RunFrame;

export interface Hello {
  type: "hello";
  protocol: typeof PROTOCOL;
  ticket: string;
  client: string;
  after: number;
  takeOver: boolean;
}

export type ClientFrame = Hello | KeptFrame | VoiceClientFrame | WatchFrame | { type: "ping"; at: number };

export interface Welcome {
  type: "welcome";
  sessionId: string;
  interview: Interview;
  participantName: string | null;
  /** Whether the candidate agreed that typing is recorded. */
  keystrokes?: boolean;
  /** What the candidate agreed that this page watches; null: nothing. */
  watch?: { kinds: string[] } | null;
  personalUrl?: string | null;
  messages: Message[];
  room: RoomView;
}

export interface Refusal {
  type: "error";
  code: string;
  message: string;
  id: string | null;
}

export type ServerFrame =
  | Welcome
  | { type: "message"; message: Message }
  | { type: "ack"; id: string; seq: number | null }
  | { type: "room"; room: RoomView }
  | { type: "pong"; at: unknown }
  | VoiceFrame
  | Refusal;

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

/** What a close of the socket asks of the client. */
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
