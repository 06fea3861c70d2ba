/** What goes over the room's line of how the interview is taken (docs/room-protocol.md, "Signals of integrity"). */

export type SignalKind = "away" | "paste" | "copy" | "typing" | "screens" | "fullscreen" | "camera" | "faces";

export type SignalData = Record<string, string | number | number[]>;

export type WatchFrame =
  { type: "watching" } | ({ type: "signal"; id: string; kind: SignalKind; ago: number } & SignalData);

/** Who takes part in the line for that. `settle`: whether an id of an answer is one of its own. */
export interface WatchPort {
  opened: () => void;
  settle: (id: string) => boolean;
}
