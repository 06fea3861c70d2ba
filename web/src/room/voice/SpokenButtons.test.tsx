import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { STATE_TEXTS, type StateName } from "../status/states";
import { spokenButtons } from "./buttons";
import { NO_VOICE, type VoiceModel } from "./model";
import { SpokenPrimaryButton, SpokenSecondButton } from "./SpokenButtons";
import type { SpokenDockProps } from "./SpokenDock";
import type { SpokenSecond } from "./stateTable";

const hold = vi.fn();
const resend = vi.fn();
const driver = { hold, resend };
beforeEach(() => {
  hold.mockClear();
  resend.mockClear();
});

const at = (state: StateName, isHeld: boolean, microphone: VoiceModel["microphone"] = "open") =>
  ({
    state,
    line: { model: { pending: [], voice: { ...NO_VOICE, pushToTalk: true, isHeld, microphone } } },
    draft: { draft: { text: "" } },
    voice: { driver },
    sending: { hasWords: false },
  }) as unknown as SpokenDockProps;

function press() {
  const { rerender } = show(<SpokenPrimaryButton {...at("hold_to_talk", false)} />);
  const button = screen.getByRole("button", { name: "Hold to talk" });
  button.setPointerCapture = () => undefined; // jsdom has none
  fireEvent.pointerDown(button);
  rerender(<SpokenPrimaryButton {...at("held", true)} />);
  return rerender;
}

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

describe("the button to talk", () => {
  it.each<StateName>(["offline", "voice_failed", "paused_spoken"])(
    "is released if %s takes the button away",
    (state) => {
      const rerender = press();
      expect(hold.mock.calls).toEqual([[true]]);
      rerender(<SpokenPrimaryButton {...at(state, true)} />);
      expect(hold.mock.calls).toEqual([[true], [false]]);
    },
  );

  it("stays pressed while the candidate thinks or the connection is lost, until the candidate releases it", () => {
    const rerender = press();
    const states = [
      "minute_spoken",
      "speaking",
      "writing_down",
      "not_saved",
      "thinking",
      "reconnecting_spoken",
    ] as const;
    for (const state of [...states, "connecting", "asking_skip"] as const)
      rerender(<SpokenPrimaryButton {...at(state, true)} />);
    expect(hold.mock.calls).toEqual([[true]]);
    fireEvent.pointerUp(screen.getByRole("button", { name: "Hold to talk" }));
    expect(hold.mock.calls).toEqual([[true], [false]]);
    rerender(<SpokenPrimaryButton {...at("reconnecting_spoken", false)} />);
    expect(screen.queryByRole("button", { name: "Hold to talk" })).toBeNull();
  });

  it.each([false, true])("is there when the interviewer asks about skipping, with unsent work: %s", (hasWords) => {
    const props = { ...at("asking_skip", false), sending: { hasWords } } as unknown as SpokenDockProps;
    show(<SpokenPrimaryButton {...props} />);
    expect(screen.getByRole("button", { name: "Hold to talk" })).not.toBeNull();
  });

  it("doesn't end an answer for which the space bar is held", () => {
    const { rerender } = show(<SpokenPrimaryButton {...at("held", true)} />);
    rerender(<SpokenPrimaryButton {...at("offline", true)} />);
    expect(hold).not.toHaveBeenCalled();
  });
});

describe("the button to try again", () => {
  it("sends the sound again when the device has no room for more", () => {
    show(<SpokenPrimaryButton {...at("not_saved", false, "held")} />);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(resend).toHaveBeenCalledOnce();
  });

  it("is off while the server is still writing the answer down", () => {
    show(<SpokenPrimaryButton {...at("not_saved", false)} />);
    expect(screen.getByRole("button", { name: "Try again" }).getAttribute("aria-disabled")).toBe("true");
  });
});

describe("the second button", () => {
  // The other actions have a tile in narrow windows.
  it.each<[SpokenSecond, string]>([
    ["copy", "Copy my answer"],
    ["skip", "Skip anyway"],
    ["wait_for_voice", "Wait for voice"],
    ["voice_again", "Try voice again"],
  ])("is shown in narrow windows, too, if nothing else offers %s", (action, name) => {
    show(<SpokenSecondButton {...at("not_saved", false)} action={action} />);
    expect(screen.getByRole("button", { name }).className).not.toContain("hidden");
  });
});
