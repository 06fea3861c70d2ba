import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";

import { Announcer } from "../../ui/Announcer";
import type { Recording } from "./capture/recording";
import SendingNote from "./SendingNote";
import { fakeRecording } from "./capture/fakeRecording";

const SENT = "Your recording has been sent.";

let recording: Recording;
let become: ReturnType<typeof fakeRecording>["become"];

const page = (isThere: boolean) => (
  <I18nProvider i18n={i18n}>
    {isThere && <SendingNote recording={recording} />}
    <Announcer />
  </I18nProvider>
);

beforeEach(() => {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  ({ recording, become } = fakeRecording({
    isOver: true,
    isSending: true,
    isWhole: true,
    unsent: 5_000_000,
    unsentAtEnd: 5_000_000,
  }));
});

afterEach(cleanup);

it("doesn't announce a sent recording if the candidate leaves before it is sent", () => {
  const { rerender } = render(page(true));
  expect(screen.getByRole("status").textContent).toContain("Keep this page open");
  rerender(page(false));
  expect(screen.getByRole("status").textContent).not.toContain(SENT);
});

it("announces that the recording has been sent", () => {
  render(page(true));
  become({ isSending: false, unsent: 0 });
  expect(screen.getByRole("status").textContent).toContain(SENT);
});

it("doesn't say that a recording was sent if part of it was given up", () => {
  render(page(true));
  become({ isSending: false, isWhole: false, unsent: 0 });
  expect(screen.queryByText(SENT)).toBeNull();
  expect(screen.getByRole("status").textContent).toContain("Not all of your recording could be sent.");
  expect(screen.getByText("Not all of your recording could be sent. Your answers are saved.")).toBeTruthy();
});

it("doesn't say that a recording was sent if nothing was ever recorded", () => {
  become({ isSending: null, unsent: 0 });
  render(page(true));
  expect(screen.queryByText(SENT)).toBeNull();
});
