import { fireEvent, screen } from "@testing-library/react";
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations, polyfillDialogs } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import type { Session } from "../useReport";
import { DecisionDialog } from "./DecisionDialog";
import { forgetUser } from "./drafts";

const session = { id: "s1", preliminaryUntil: null } as Session;

beforeEach(polyfillDialogs);
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  forgetUser("m1");
});

const open = () => {
  const onClose = vi.fn();
  return { onClose, ...showAs("MEMBER", <DecisionDialog session={session} onClose={onClose} />) };
};
const reason = () => screen.getByLabelText<HTMLTextAreaElement>("Reason");
const press = async (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
  await act(() => vi.advanceTimersByTimeAsync(1));
};
const decide = () => {
  fireEvent.click(screen.getByLabelText("Advance"));
  fireEvent.change(reason(), { target: { value: "Has run a service." } });
};

/** Loses the first response. Later ones return the first decision; the newest of the session is `newest`. */
function loseFirst(newest: string) {
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [{ id: newest }, { id: "d1" }] } } as never);
  return vi
    .spyOn(api, "POST")
    .mockRejectedValueOnce(new ApiError(0))
    .mockResolvedValue({ data: { data: { id: "d1" } } } as never);
}

/** Decides, closes the dialog after the lost response, opens it again and sends what it shows. */
async function decideAgain(): Promise<void> {
  const first = open();
  decide();
  await press("Record under my name");
  await press("Cancel");
  expect(first.onClose).toHaveBeenCalledOnce();
  first.unmount();
  const second = open();
  expect(screen.getByLabelText<HTMLInputElement>("Advance").checked).toBe(true);
  expect(reason().value).toBe("Has run a service.");
  await press("Record under my name");
  expect(second.onClose).toHaveBeenCalledOnce();
}

it("records a decision once, even if the dialog was closed after the response was lost", async () => {
  const post = loseFirst("d1");
  await decideAgain();
  const [first, second] = post.mock.calls as unknown as [string, { params: { header: object } }][];
  expect(first?.[1].params.header).toEqual({ "Idempotency-Key": expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  expect(second).toEqual(first);
  expect(post).toHaveBeenCalledTimes(2);
});

it("records a decision again if another one was recorded after the lost response", async () => {
  const post = loseFirst("d2");
  await decideAgain();
  const calls = post.mock.calls as unknown as [string, { params: { header: Record<string, string> } }][];
  const [first, second, third] = calls.map(([, { params }]) => params.header["Idempotency-Key"]);
  expect([second === first, third === undefined, third === first]).toEqual([true, false, false]);
});

it("forgets a decision that was canceled before it was sent", async () => {
  const { unmount } = open();
  decide();
  await press("Cancel");
  unmount();
  open();
  expect(reason().value).toBe("");
  vi.useRealTimers();
  expect(await listViolations()).toEqual([]);
});
