import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { showPage } from "../../ui/testing";
import { after, open, view } from "../link/testing";
import type { Recording } from "../recording/capture/recording";
import { fakeRecording } from "../recording/capture/fakeRecording";
import Done from "./Done";

const model = after([open(view("done"))]);
const recorded = { tracks: ["audio" as const], types: [], maxSliceBytes: 1, maxBytes: 1, maxSeconds: 1, maxTakes: 1 };
const interview = { title: "Screening", recording: recorded };
const close = () => screen.getByText(/Your link brings you back here\.$/).textContent;

it("asks to wait only while something of a recording is being sent", () => {
  const { recording, become } = fakeRecording({ agreed: [], isListed: true, isSending: null, isOver: true, unsent: 0 });
  showPage(<Done model={model} interview={interview} recording={recording} onGo={() => undefined} />);
  expect(screen.getByText(/^You can close this page now\./)).toBeTruthy(); // offered, but refused
  become({ agreed: ["audio"], isSending: true, isWhole: true, unsent: 5_000_000, unsentAtEnd: 5_000_000 });
  expect(screen.getByText(/^You can close this page as soon as your recording has been sent\./)).toBeTruthy();
  become({ isSending: false, unsent: 0 });
  expect(screen.getByText(/^You can close this page now\./)).toBeTruthy();
});

it("doesn't say that the page can be closed before it is known what is left to send", () => {
  const page = (recording: Recording | null) => (
    <Done model={model} interview={interview} recording={recording} onGo={() => undefined} />
  );
  const { rerender } = showPage(page(null));
  expect(close()).toBe("Your link brings you back here.");
  const { recording, become } = fakeRecording({ agreed: null, isListed: false, isSending: null, isOver: true });
  rerender(page(recording));
  expect(close()).toBe("Your link brings you back here.");
  become({ isListed: true });
  expect(close()).toMatch(/^You can close this page now\./);
});

it("says at once that the page can be closed if nothing is recorded", () => {
  showPage(<Done model={model} interview={{ title: "Screening" }} recording={null} onGo={() => undefined} />);
  expect(close()).toMatch(/^You can close this page now\./);
});

it("says which answer came too late, and only then not that everything is saved", () => {
  const late = { frame: { type: "answer" as const, id: "a1", text: "One more thing." }, sentAt: "", refusal: null };
  const page = (storedAs: number | null) => (
    <Done
      model={{ ...model, pending: [{ ...late, storedAs }] }}
      interview={{ title: "Screening" }}
      recording={null}
      onGo={() => undefined}
    />
  );
  const { rerender } = showPage(page(null));
  expect(screen.getByText("One more thing.")).toBeTruthy();
  expect(screen.getByText("Everything that arrived before the end is saved.")).toBeTruthy();
  rerender(page(7)); // stored, although the page never learned of it
  expect(screen.queryByText("One more thing.")).toBeNull();
  expect(screen.getByText("Everything you sent is saved.")).toBeTruthy();
});

it("says that no report is written if the candidate withdrew on another page", async () => {
  const withdrawn = after([open(view("done", { endReason: "CONSENT_WITHDRAWN" }))]);
  const onGo = vi.fn();
  showPage(<Done model={withdrawn} interview={{ title: "Screening" }} recording={null} onGo={onGo} />);
  expect(screen.getByRole("heading", { name: "You’ve withdrawn from this interview" })).toBeTruthy();
  expect(screen.queryByText(/report is written|you can correct/)).toBeNull();
  fireEvent.click(await screen.findByRole("button", { name: "Your data and your rights" }));
  expect(onGo).toHaveBeenCalledWith("rights");
});
