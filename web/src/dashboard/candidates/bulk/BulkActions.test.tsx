import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations, polyfillDialogs, stubClipboard } from "../../../ui/testing";
import { key } from "../../data/keys";
import type { Selected } from "../../lists/useSelection";
import { keepUnsavedWork } from "../../report/rating/testing";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import type { Candidate } from "../useCandidates";
import { BulkActions } from "./BulkActions";

const ROWS = ["Ada", "Bo", null].map((name, at) => ({ id: `c${String(at)}`, name, email: null })) as Candidate[];
const keep = vi.fn();
const selected = {
  ...{ rows: ROWS, hidden: 0, keep, clear: vi.fn(), goBack: vi.fn(), bar: { current: null } },
  selection: { ids: new Set<string>(), onChange: vi.fn() },
} satisfies Selected<Candidate>;

beforeEach(polyfillDialogs);

/** Sets the server's answer to each request. With an ApiError, the request fails. */
function answerWith(...answers: (object[] | ApiError)[]) {
  const post = vi.spyOn(api, "POST");
  for (const results of answers)
    if (results instanceof ApiError) post.mockRejectedValueOnce(results);
    else post.mockResolvedValueOnce({ data: { data: { done: 0, results } }, response: new Response() } as never);
  return () =>
    (post.mock.calls as unknown as [string, { body: object; params: { header: object } }][]).map(
      ([, { body, params }]) => ({
        body,
        key: Object.values(params.header)[0] as string,
      }),
    );
}

const done = (id: string) => ({ id, done: true, code: null, message: null });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const dialog = () => within(screen.getByRole("dialog"));

it("says for how many it succeeded, and for whom it failed and why", async () => {
  const message = "This candidate has no email address.";
  const sent = answerWith([done("c0"), { id: "c1", done: false, code: "CONFLICT", message }, done("c2")]);
  showAs("MEMBER", <BulkActions selected={selected} hasMail />);
  press("Invite");
  expect(dialog().getByRole("list", { name: "Selected candidates" }).textContent).toBe("AdaBoNo name");
  press("Send 3 invitations");
  await screen.findByText("Done: 2 of 3");
  expect(sent().map(({ body }) => body)).toEqual([{ action: "invite", candidateIds: ["c0", "c1", "c2"] }]);
  expect(
    dialog()
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual([`Bo${message}`]);
  expect(await listViolations()).toEqual([]);
  press("Close");
  expect(screen.queryByRole("dialog")).toBeNull();
  const [[isKept]] = keep.mock.calls as [[(row: Candidate) => boolean]];
  expect(ROWS.filter(isKept).map(({ name }) => name)).toEqual(["Bo"]);
});

it("erases only after the number of candidates is typed", async () => {
  const sent = answerWith(ROWS.map(({ id }) => done(id)));
  const client = new QueryClient();
  const report = key("session", "s1");
  client.setQueryData(report, {});
  showAs("MEMBER", <BulkActions selected={selected} hasMail />, client);
  press("Erase");
  const field = screen.getByLabelText("Type 3 to confirm");
  press("Erase 3 candidates");
  fireEvent.change(field, { target: { value: "2" } });
  fireEvent.submit(field);
  expect(sent()).toEqual([]);
  fireEvent.change(field, { target: { value: "3" } });
  fireEvent.submit(field);
  await screen.findByText("Done: 3 of 3");
  expect(sent().map(({ body }) => body)).toEqual([{ action: "erase", candidateIds: ["c0", "c1", "c2"] }]);
  expect(client.getQueryData(report)).toBeUndefined();
  expect(dialog().getByText(/^Each erasure has a receipt\. Its number is in the audit log, which admins/)).toBeTruthy();
});

it("forgets unsaved ratings and comments about erased candidates, but not about others", async () => {
  answerWith([done("c0"), done("c1"), { id: "c2", done: false, code: "CONFLICT", message: "A legal hold" }]);
  const [first, , held] = ROWS.map(({ id }) => keepUnsavedWork({ sessionId: `of ${id}`, candidateId: id }));
  showAs("MEMBER", <BulkActions selected={selected} hasMail />);
  press("Erase");
  const field = screen.getByLabelText("Type 3 to confirm");
  fireEvent.change(field, { target: { value: "3" } });
  fireEvent.submit(field);
  await screen.findByText("Done: 2 of 3");
  expect(first?.()).toEqual([]);
  expect(held?.()).toEqual(["rating", "comment"]);
});

it("leads admins from an erasure to its receipts", async () => {
  answerWith(ROWS.map(({ id }) => done(id)));
  const page = <BulkActions selected={selected} hasMail />;
  showAs("ADMIN", <RouterProvider router={createTestRouter(page)} />);
  fireEvent.click(await screen.findByRole("button", { name: "Erase" }));
  const field = screen.getByLabelText("Type 3 to confirm");
  fireEvent.change(field, { target: { value: "3" } });
  fireEvent.submit(field);
  const link = await screen.findByRole("link", { name: "audit log" });
  expect(link.getAttribute("href")).toBe("/audit?operation=eraseCandidate");
});

it("sets all links to expire at the end of the last day, and refuses a past day", async () => {
  const sent = answerWith(ROWS.map(({ id }) => done(id)));
  showAs("MEMBER", <BulkActions selected={selected} hasMail />);
  press("Extend");
  const field = screen.getByLabelText("Last day to start");
  fireEvent.change(field, { target: { value: "2020-01-01" } });
  press("Save expiry");
  expect(sent()).toEqual([]);
  fireEvent.change(field, { target: { value: "2099-12-01" } });
  fireEvent.submit(field);
  await screen.findByText("Done: 3 of 3");
  const expiresAt = new Date(2099, 11, 1, 23, 59, 59).toISOString();
  expect(sent().map(({ body }) => body)).toEqual([{ action: "extend", candidateIds: ["c0", "c1", "c2"], expiresAt }]);
});

it("retries with the same request and key after the connection is lost", async () => {
  const sent = answerWith(
    new ApiError(0),
    ROWS.map(({ id }) => done(id)),
  );
  showAs("MEMBER", <BulkActions selected={selected} hasMail />);
  press("Revoke");
  press("Revoke 3 links");
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  await screen.findByText("Done: 3 of 3");
  const [first, second] = sent();
  expect(second).toEqual(first);
  expect(first?.key).toMatch(/^[0-9a-f]{32}$/);
});

it("leaves the selection as it is when nothing was sent", async () => {
  keep.mockClear();
  showAs("MEMBER", <BulkActions selected={selected} hasMail />);
  press("Remind");
  press("Cancel");
  await waitFor(() => {
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  expect(keep).not.toHaveBeenCalled();
});

const LINKS = ["Copy links", "Download links (CSV)"];
const linked = (rows: object[]) => ({ ...selected, rows: rows as Candidate[] });

it("copies the links of the selected candidates, one a line, that no spreadsheet runs", async () => {
  const write = stubClipboard();
  const rows = [
    { id: "c0", name: "=HYPERLINK(1)", email: null, inviteUrl: "https://a.test/i/x?token=1" },
    { id: "c1", name: null, email: "bo@example.com", inviteUrl: "https://a.test/i/x?token=2" },
    { id: "c2", name: null, email: null, inviteUrl: "https://a.test/i/x?token=3" },
  ];
  showAs("MEMBER", <BulkActions selected={linked(rows)} hasMail={false} />);
  press("Copy links");
  await waitFor(() => {
    expect(write).toHaveBeenCalledOnce();
  });
  expect(write.mock.calls[0]?.[0]).toBe(
    [
      "https://a.test/i/x?token=1 =HYPERLINK(1)",
      "https://a.test/i/x?token=2 bo@example.com",
      "https://a.test/i/x?token=3",
    ].join("\n"),
  );
});

it("shows how many links were copied, until others are selected", async () => {
  stubClipboard();
  const rows = [1, 2, 3].map((at) => ({ id: `c${at}`, name: null, email: null, inviteUrl: `https://a.test/${at}` }));
  const Selecting = () => {
    const [count, setCount] = useState(3);
    const fewer = () => {
      setCount(2);
    };
    return (
      <>
        <BulkActions selected={linked(rows.slice(0, count))} hasMail={false} />
        <button onClick={fewer}>Deselect</button>
      </>
    );
  };
  showAs("MEMBER", <Selecting />);
  press("Copy links");
  await screen.findByText("3 links copied", { selector: "span" });
  press("Deselect");
  press("Copy links");
  await screen.findByText("2 links copied", { selector: "span" });
  expect(await listViolations()).toEqual([]);
});

it("shows what to do if the browser doesn't allow copying", async () => {
  stubClipboard().mockRejectedValue(new Error("Denied"));
  showAs(
    "MEMBER",
    <BulkActions selected={linked([{ id: "c0", name: null, inviteUrl: "https://a.test/1" }])} hasMail />,
  );
  press("Copy links");
  await screen.findByText("Your browser didn’t allow copying. Download the links instead.");
  expect(screen.getByRole("button", { name: "Copy links" })).toBeTruthy();
});

it("downloads the links of the selected candidates, a hundred a file", async () => {
  const fetched = vi.fn<(address: string) => Promise<Response>>(() => Promise.resolve(new Response("")));
  vi.stubGlobal("fetch", fetched);
  Object.assign(URL, { createObjectURL: () => "blob:", revokeObjectURL: vi.fn() });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  const rows = Array.from({ length: 101 }, (_, at) => ({ id: `c${String(at)}`, name: null, email: null }));
  showAs("MEMBER", <BulkActions selected={linked(rows)} hasMail={false} />);
  press("Download links (CSV)");
  await waitFor(() => {
    expect(fetched).toHaveBeenCalledTimes(2);
  });
  const [first, second] = fetched.mock.calls.map(([address]) => address);
  expect(first).toBe(
    `/api/v1/candidates/links?ids=${rows
      .slice(0, 100)
      .map(({ id }) => id)
      .join(",")}`,
  );
  expect(second).toBe("/api/v1/candidates/links?ids=c100");
});

it("offers no email actions if the server can't send email", () => {
  showAs("MEMBER", <BulkActions selected={selected} hasMail={false} />);
  const names = screen.getAllByRole("button").map((button) => button.getAttribute("aria-label") ?? button.textContent);
  expect(names).toEqual([...LINKS, "Extend", "Revoke", "Erase", "Clear the selection"]);
});
