/** The messages of a spoken interview, as described in docs/voice-protocol.md. */
import type { components } from "../link/wire";

export const RATE_IN = 16_000;
export const RATE_OUT = 24_000;
export const FRAME_MILLISECONDS = 40;

type Wire = components["schemas"];

/** The state of the conversation, as reported by the server. */
export type ServerState = Wire["StateFrame"]["state"];

export type VoiceFrame =
  | Wire["VoiceOnFrame"]
  | Wire["VoiceOffFrame"]
  | Wire["StateFrame"]
  | Wire["UtteranceFrame"]
  | Wire["SaidFrame"]
  | Wire["DuckFrame"]
  | Wire["StopFrame"]
  | Wire["CaptionFrame"]
  | Wire["TurnEndFrame"]
  | Wire["KeptFrame"]
  | Wire["NothingHeardFrame"]
  | Wire["LevelFrame"];

export type VoiceClientFrame =
  Wire["VoiceFrame"] | Wire["DoneFrame"] | Wire["SwitchFrame"] | Wire["SpeedFrame"] | Wire["PlayedFrame"];

export const VOICE_FRAMES: readonly VoiceFrame["type"][] = [
  "voice",
  "state",
  "utterance",
  "said",
  "duck",
  "stop",
  "caption",
  "turn_end",
  "kept",
  "nothing_heard",
  "level",
];

export function isVoiceFrame(frame: { type: string }): frame is VoiceFrame {
  return (VOICE_FRAMES as readonly string[]).includes(frame.type);
}

/** A binary frame to the server: the number of the piece in its stream, then its samples. */
export function packSound(number: number, pcm: Int16Array): ArrayBuffer {
  const frame = new ArrayBuffer(4 + pcm.byteLength);
  new DataView(frame).setUint32(0, number, true);
  new Uint8Array(frame, 4).set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  return frame;
}

/** Reads a binary frame from the server; null for one without a complete sample. */
export function unpackSound(frame: ArrayBuffer): { utterance: number; pcm: Int16Array } | null {
  const samples = (frame.byteLength - 4) >> 1;
  if (samples < 1) return null;
  return { utterance: new DataView(frame).getUint32(0, true), pcm: new Int16Array(frame.slice(4, 4 + samples * 2)) };
}

/** Beyond this round-trip time, speech arrives so late that people talk over it. */
export const SLOW_MILLISECONDS = 400;
