import { cleanup, fireEvent, screen } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";

import { polyfillDialogs } from "../../ui/testing";
import { loadPages, openPage, settle } from "../testing/pageTesting";

// The API client requests URLs without a host, which Node refuses. It picks up this class when it is imported.
vi.hoisted(() => {
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string, init?: RequestInit) {
        super(new URL(input, location.origin), init);
      }
    },
  );
});

beforeAll(loadPages);
beforeEach(polyfillDialogs);

const DECISION = "POST /requests/{id}/decision";
const press = (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
};
const type = (label: string, value: string) => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

it("erases only once the name is typed", async () => {
  const { asked } = await openPage("/requests/$requestId");
  press("Erase the request");
  press("Erase permanently");
  type("Type Alex to erase the request", "Alexa");
  press("Erase permanently");
  await settle();
  expect(asked).not.toContain(DECISION);
  type("Type Alex to erase the request", " Alex ");
  press("Erase permanently");
  await settle();
  expect(asked).toContain(DECISION);
});

it("refuses only with a reason", async () => {
  const { asked } = await openPage("/requests/$requestId");
  press("Refuse");
  press("Refuse the request");
  await settle();
  expect(screen.queryByText("Enter a reason.")).not.toBeNull();
  expect(asked).not.toContain(DECISION);
  type("Reason (shown to the requester)", "We can’t find an interview with this address.");
  press("Refuse the request");
  await settle();
  expect(asked).toContain(DECISION);
});

it("approves without a message", async () => {
  const { asked } = await openPage("/requests/$requestId");
  press("Approve");
  press("Approve the request");
  await settle();
  expect(asked).toContain(DECISION);
});

it("offers a requested erasure instead of an approval", async () => {
  const ofErasure = (data: unknown) => ({ ...(data as object), eraseAskedAt: "2026-05-01T12:00:00.000Z" });
  await openPage("/requests/$requestId", { change: ofErasure });
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("Erasure of an earlier request");
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  press("Erase the request");
  expect(screen.getByRole("dialog", { name: "Erase this request?" })).toBeTruthy();
});

it("offers to reopen a refused request, and no approval", async () => {
  const closed = (outcome: string) => (data: unknown) => ({ ...(data as object), state: "DONE", outcome });
  await openPage("/requests/$requestId", { change: closed("REFUSED") });
  expect(screen.queryByRole("button", { name: "Reopen" })).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});

it("offers no reopening of an erased request, and shows its receipt", async () => {
  const erased = (data: unknown) => ({ ...(data as object), state: "DONE", outcome: "ERASED", receiptId: "2026-K7" });
  await openPage("/requests/$requestId", { change: erased });
  expect(screen.queryByRole("button", { name: "Reopen" })).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Receipt").value).toBe("2026-K7");
});

it("tells viewers what is known about an unconfirmed address, and only those who can decide what to do", async () => {
  const unproved = (data: unknown) => ({ ...(data as object), addressProof: "NONE" });
  await openPage("/requests/$requestId", { change: unproved, role: "VIEWER" });
  expect(screen.queryByText(/it could be anyone’s/)).not.toBeNull();
  expect(screen.queryByText(/Find out whose request this is/)).toBeNull();
  cleanup();
  await openPage("/requests/$requestId", { change: unproved });
  expect(screen.queryByText(/Find out whose request this is/)).not.toBeNull();
});
