import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { showPage } from "../../ui/testing";
import { after, open, view } from "../link/testing";
import { fakeRecording } from "../recording/capture/fakeRecording";
import Done from "./Done";

const model = after([open(view("done"))]);
const interview = { title: "Screening" };

it("asks to wait only while something of a recording is being sent", () => {
  const { recording, become } = fakeRecording({ agreed: [], isSending: null, isOver: true, unsent: 0 });
  showPage(<Done model={model} interview={interview} recording={recording} onGo={() => undefined} />);
  expect(screen.getByText(/^You can close this page now\./)).toBeTruthy(); // offered, but refused
  become({ agreed: ["audio"], isSending: true, unsent: 5_000_000, unsentAtEnd: 5_000_000 });
  expect(screen.getByText(/^You can close this page as soon as your recording has been sent\./)).toBeTruthy();
  become({ isSending: false, unsent: 0 });
  expect(screen.getByText(/^You can close this page now\./)).toBeTruthy();
});
