import type { SpokenName } from "../voice/states";

/** The one state that the room is in, as a person sees it. */
export type StateName =
  | "connecting"
  | "connecting_long"
  | "greeting"
  | "typing"
  | "choosing"
  | "working"
  | "working_again"
  | "thinking"
  | "thinking_long"
  | "minute"
  | "paused"
  | "problem"
  | "asking_skip"
  | "closing"
  | "done"
  | "reconnecting"
  | "offline"
  | "back"
  | "elsewhere"
  | "taken_over"
  | "refused"
  | "signed_out"
  | SpokenName;
