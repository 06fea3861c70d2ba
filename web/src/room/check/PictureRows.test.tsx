import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";

class FakeStream {
  getTracks = () => [];
  getVideoTracks = () => [];
}

/** The row as a page shows it that was just loaded. */
async function load() {
  vi.resetModules();
  const { keptStore } = await import("../link/storage");
  const { showSession } = await import("../link/shownSession");
  showSession("", "s1");
  const { CameraRow } = await import("./PictureRows");
  return { store: keptStore(), row: <CameraRow withSound={false} /> };
}

const OFF = "Off: you aren’t recorded by the camera";
const KEY = "aural.room.s1.camera";

it("says after a reload that the person turned the camera off, and offers to turn it on", async () => {
  const { store, row } = await load();
  store.setItem(KEY, "declined");
  show(row);
  expect(await screen.findByText(OFF)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Turn on the camera" })).toBeTruthy();
});

it("keeps in the browser that the camera was turned off, and forgets it when it is turned on", async () => {
  vi.stubGlobal("MediaStream", FakeStream);
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => Promise.resolve(new FakeStream()) } });
  const { store, row } = await load();
  show(row);
  fireEvent.click(screen.getByRole("button", { name: "Check my camera" }));
  fireEvent.click(await screen.findByRole("button", { name: "Turn off the camera" }));
  expect(screen.getByText(OFF)).toBeTruthy();
  await vi.waitFor(() => {
    expect(store.getItem(KEY)).toBe("declined");
  });
  fireEvent.click(screen.getByRole("button", { name: "Turn on the camera" }));
  await vi.waitFor(() => {
    expect(store.getItem(KEY)).toBeNull();
  });
});
