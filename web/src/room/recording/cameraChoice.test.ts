import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { recallSession, showSession } from "../link/shownSession";
import { forgetCameraChoice, isCameraDeclined, keepCameraDeclined, keepEarlyChoice } from "./cameraChoice";

function enterSession(slug: string, session: string): void {
  showSession(slug, session);
  keepEarlyChoice(slug, session);
}

beforeEach(() => {
  vi.stubGlobal("location", { pathname: "/i/baker/check" });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("keeps a camera off for the session alone, not for others of the same link", async () => {
  enterSession("baker", "s1");
  keepCameraDeclined(true);
  expect(await isCameraDeclined()).toBe(true);
  enterSession("baker", "s2");
  expect(await isCameraDeclined()).toBe(false);
  keepCameraDeclined(false);
  enterSession("baker", "s1");
  expect(await isCameraDeclined()).toBe(true);
  forgetCameraChoice("s1");
  expect(await isCameraDeclined()).toBe(false);
});

it("takes a choice along that was made before the session was known", async () => {
  vi.stubGlobal("location", { pathname: "/i/cook/check" });
  recallSession("cook", null);
  keepCameraDeclined(true);
  expect(await isCameraDeclined()).toBe(true);
  enterSession("cook", "s3");
  expect(await isCameraDeclined()).toBe(true);
  enterSession("cook", "s4");
  expect(await isCameraDeclined()).toBe(false);
});
