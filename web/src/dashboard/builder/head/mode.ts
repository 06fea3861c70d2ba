import type { Draft } from "../draft";

export type Mode = "chat" | "voice" | "both";
type Flags = Pick<Draft, "chatEnabled" | "voiceEnabled">;

/** How candidates answer. At least one of the two is always on. */
export function modeOf({ chatEnabled, voiceEnabled }: Flags): Mode {
  if (chatEnabled && voiceEnabled) return "both";
  return voiceEnabled ? "voice" : "chat";
}

export function flagsOf(mode: Mode): Flags {
  return { chatEnabled: mode !== "voice", voiceEnabled: mode !== "chat" };
}
