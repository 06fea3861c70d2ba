import { focusManager } from "@tanstack/react-query";
import { fireEvent, screen, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { loadPages, openPage, settle } from "../../testing/pageTesting";
import type { EmailTemplates } from "../useCandidates";

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

const PAGE = "/interviews/$interviewId/candidates/letters";
const CONFLICT = new ApiError(412, { code: "PRECONDITION_FAILED", message: "It has changed." });
const read = api.GET;
/** The template that the server has stored. */
let saved: { text: string; etag: string };

beforeAll(loadPages);

beforeEach(() => {
  saved = { text: "Mine {link}", etag: '"1"' };
  const get = async (path: never, init: never) => {
    const answer = await read(path, init);
    return path === "/interviews/{id}/letters" ? versioned(answer.data as never) : answer;
  };
  vi.spyOn(api, "GET").mockImplementation(get as never);
});

function versioned(data: { data: EmailTemplates }) {
  const invitation = { subject: "Hello", text: saved.text, isBuiltIn: false };
  return {
    data: { data: { ...data.data, invitation, remindAfterDays: 3 } },
    response: new Response(null, { headers: { ETag: saved.etag } }),
  };
}

const invitation = () => within(screen.getByRole("region", { name: "Invitation" })).getByLabelText("Text");

function type(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

async function save() {
  fireEvent.click(screen.getByRole("button", { name: "Save email settings" }));
  await settle();
}

const sent = (version: string, body: unknown) => [
  "/interviews/{id}/letters",
  { params: { path: { id: "x1" }, header: { "If-Match": version } }, body },
];

it("edits the texts as they are now, and saves only what was changed", async () => {
  await openPage("/interviews/$interviewId/candidates");
  saved = { text: "Theirs {link}", etag: '"2"' };
  fireEvent.click(screen.getByRole("link", { name: "Emails" }));
  await settle();
  expect(invitation()).toHaveProperty("value", "Theirs {link}");
  const patch = vi.spyOn(api, "PATCH").mockRejectedValue(new ApiError(0));
  type("Remind after (days)", "5");
  await save();
  expect(patch.mock.lastCall).toEqual(sent('"2"', { remindAfterDays: 5 }));
});

it("reports a colleague's change, loads it on request and keeps what was typed", async () => {
  await openPage(PAGE);
  const patch = vi.spyOn(api, "PATCH").mockRejectedValue(CONFLICT);
  type("Remind after (days)", "5");
  saved = { text: "Theirs {link}", etag: '"2"' };
  focusManager.setFocused(false);
  focusManager.setFocused(true);
  await settle();
  await save();
  expect(patch.mock.lastCall).toEqual(sent('"1"', { remindAfterDays: 5 }));
  expect(screen.getByText(/^Someone else changed these settings in the meantime/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Load their version" }));
  await settle();
  expect(invitation()).toHaveProperty("value", "Theirs {link}");
  await save();
  expect(patch.mock.lastCall).toEqual(sent('"2"', { remindAfterDays: 5 }));
});

it("sends both parts of a changed email, and keeps what is typed during the save", async () => {
  await openPage(PAGE);
  let answer: (value: unknown) => void = () => undefined;
  const waiting = new Promise((resolve) => {
    answer = resolve;
  });
  const patch = vi.spyOn(api, "PATCH").mockReturnValue(waiting as never);
  fireEvent.change(invitation(), { target: { value: "New {link}" } });
  await save();
  expect(patch.mock.lastCall).toEqual(sent('"1"', { invitationSubject: "Hello", invitationText: "New {link}" }));
  type("Remind after (days)", "5");
  saved = { text: "New {link}", etag: '"2"' };
  answer(versioned((await read("/interviews/{id}/letters", { params: { path: { id: "x1" } } })).data as never));
  await settle();
  expect(screen.getByLabelText("Remind after (days)")).toHaveProperty("value", "5");
  await save();
  expect(patch.mock.lastCall).toEqual(sent('"2"', { remindAfterDays: 5 }));
});
