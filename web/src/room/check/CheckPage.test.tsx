import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { listViolations, showPage } from "../../ui/testing";
import type { Interview } from "../link/protocol";
import CheckPage from "./CheckPage";
import type { MicrophoneTest } from "./useMicrophoneTest";

const microphone = vi.hoisted(() => ({ state: "idle", loudness: "nothing" }));
vi.mock("./useMicrophoneTest", () => ({ useMicrophoneTest: () => microphone }));
vi.mock("./useLineTest", () => ({ useLineTest: () => ({ state: "good", again: vi.fn() }) }));

const onGo = vi.fn();
afterEach(() => {
  microphone.state = "idle";
  onGo.mockClear();
});

function look(state: MicrophoneTest, hasPlace = true): string[] {
  microphone.state = state;
  const interview = { title: "Screening", voice: { hasPlace, speaks: false } } as unknown as Interview;
  showPage(<CheckPage interview={interview} isBusy={false} hasPractice={false} onGo={onGo} />);
  const ways = ["Start the interview", "Type instead", "Continue by typing"];
  return screen
    .getAllByRole("button")
    .map((button) => button.textContent)
    .filter((name) => ways.includes(name));
}

it.each<MicrophoneTest>(["blocked", "missing", "lost"])("puts typing first if the microphone is %s", (state) => {
  expect(look(state)).toEqual(["Continue by typing", "Start the interview"]);
  screen.getByRole("button", { name: "Continue by typing" }).click();
  expect(onGo).toHaveBeenCalledWith("typing");
});

it("offers only typing on an insecure page, without promising that speaking will work", async () => {
  expect(look("insecure")).toEqual(["Continue by typing"]);
  expect(screen.queryByText(/as soon as/)).toBeNull();
  expect(await listViolations(document)).toEqual([]);
});

it("says what speaking waits for: a place, or to be heard", () => {
  expect(look("idle", false)).toEqual(["Continue by typing", "Start the interview"]);
  expect(document.getElementById("check-why")?.textContent).toBe("You can speak as soon as the voice service is free.");
  document.body.replaceChildren();
  expect(look("idle")).toEqual(["Start the interview", "Type instead"]);
  expect(document.getElementById("check-why")?.textContent).toContain("as soon as I can hear you");
});
