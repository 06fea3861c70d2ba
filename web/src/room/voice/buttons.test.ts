import { describe, expect, it } from "vitest";

import { STATE_TEXTS, type StateName } from "../status/states";
import { spokenButtons } from "./buttons";

describe("the buttons of a spoken room", () => {
  it.each<[StateName, boolean, boolean, string, string]>([
    ["speaking", false, false, "answer_now", "minute"],
    ["listening", false, false, "done", "minute"],
    ["listening", true, false, "send", "minute"],
    ["quiet", false, true, "done", "minute"],
    ["asking_skip", false, false, "done", "skip"],
    ["hold_to_talk", true, false, "hold", "minute"],
    ["thinking", false, true, "wait", "none"],
    ["minute_spoken", false, false, "ready", "longer"],
    ["muted", false, false, "unmute", "type"],
    ["microphone_lost", false, false, "microphone", "type"],
    ["microphone_blocked", false, false, "microphone_again", "type"],
    ["paused_spoken", false, false, "wait", "none"],
    ["problem", false, false, "wait", "none"],
    ["reconnecting_spoken", false, false, "wait_done", "type"],
    ["offline", false, false, "wait", "none"],
    ["closing", false, false, "finish", "minute"],
    ["closing", false, true, "done", "minute"],
    ["voice_full", false, false, "type", "wait_for_voice"],
    ["voice_failed", false, false, "type", "voice_again"],
    ["connecting", false, false, "type", "none"],
  ])("%s, with work: %s, with words: %s → %s and %s", (state, hasWork, hasSpoken, primary, second) => {
    expect(spokenButtons(state, hasWork, hasSpoken)).toEqual([primary, second]);
  });

  it("offer typing as the first or second button wherever voice can't continue", () => {
    const stuck = Object.keys(STATE_TEXTS).filter((name) => /^(microphone|voice|sound)_/.test(name)) as StateName[];
    expect(stuck.length).toBeGreaterThan(6);
    for (const state of stuck) expect(spokenButtons(state, false, false)).toContain("type");
  });
});
