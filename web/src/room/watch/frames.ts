/** The integrity signals on the room's connection (docs/room-protocol.md, "Signals of integrity"). */

export type SignalKind = "away" | "paste" | "copy" | "typing" | "screens" | "fullscreen" | "camera" | "faces";

export type SignalData = Record<string, string | number | number[]>;

export type WatchFrame =
  { type: "watching" } | ({ type: "signal"; id: string; kind: SignalKind; ago: number } & SignalData);

/** The watcher's side of the connection. `settle`: whether an acknowledged or refused id is one of its own. */
export interface WatchPort {
  opened: () => void;
  settle: (id: string) => boolean;
}
