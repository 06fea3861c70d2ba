import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { findExample } from "../../api/testing";
import { listViolations, polyfillDialogs } from "../../ui/testing";
import { type Session, sessionQuery } from "../report/useReport";
import { showAs } from "../testing/showInDashboard";
import ShareDialog from "./ShareDialog";

beforeEach(polyfillDialogs);

async function createLink(levelsHidden: boolean): Promise<readonly string[]> {
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [], cursor: null }, response: new Response() } as never);
  const post = vi.spyOn(api, "POST").mockReturnValue(new Promise<never>(() => undefined));
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(sessionQuery("s1").queryKey, { id: "s1", levelsHidden } as never);
  showAs("MEMBER", <ShareDialog sessionId="s1" onClose={vi.fn()} />, client);
  const levels = screen.getByRole<HTMLInputElement>("checkbox", { name: "Criteria with levels" });
  expect([levels.checked, levels.disabled]).toEqual([!levelsHidden, levelsHidden]);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  await waitFor(() => {
    expect(post).toHaveBeenCalledOnce();
  });
  const [, request] = post.mock.calls[0] as unknown as [string, { body: { parts: string[] } }];
  return request.body.parts;
}

it("shares the levels, and not the transcript, unless the person chooses otherwise", async () => {
  const parts = await createLink(false);
  expect(parts).toContain("criteria");
  expect(parts).not.toContain("transcript");
});

it("offers only the transcript to a person who must rate before seeing the report, and says why", async () => {
  expect(await createLink(true)).toEqual(["transcript"]);
  const isEnabled = ({ disabled }: HTMLInputElement) => !disabled;
  const content = within(screen.getByRole("group", { name: "Content" }));
  const boxes = content.getAllByRole<HTMLInputElement>("checkbox");
  expect(boxes.filter(isEnabled)).toEqual([content.getByRole("checkbox", { name: "Transcript" })]);
  expect(content.getByText("You can share only the transcript until you have rated every criterion.")).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("offers only the transcript after the server has said that the person must rate first", async () => {
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [], cursor: null }, response: new Response() } as never);
  const details = [{ path: "parts", message: "can only be `transcript` until you have rated the session" }];
  const post = vi
    .spyOn(api, "POST")
    .mockRejectedValueOnce(new ApiError(409, { code: "CONFLICT", message: "Rate this session first.", details }))
    .mockResolvedValue({ data: { data: { url: "https://a.example.com/s/1" } }, response: new Response() } as never);
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(sessionQuery("s1").queryKey, { id: "s1", levelsHidden: false } as never);
  showAs("MEMBER", <ShareDialog sessionId="s1" onClose={vi.fn()} />, client);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  const alert = await screen.findByText("You can share only the transcript until you have rated every criterion.");
  expect(alert.getAttribute("role")).toBe("alert");
  expect(screen.queryByText("Rate this session first.")).toBeNull();
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Criteria with levels" }).disabled).toBe(true);
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Transcript" }).checked).toBe(true);
  expect(await listViolations()).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  expect(await screen.findByDisplayValue("https://a.example.com/s/1")).toBeTruthy();
  const calls = post.mock.calls as unknown as [string, { body: { parts: string[] } }][];
  expect(calls.at(-1)?.[1].body.parts).toEqual(["transcript"]);
});

/** The dialog of a session that ended this way. Its requests stay pending. */
function open(endReason: Session["endReason"]) {
  vi.spyOn(api, "GET").mockImplementation(() => new Promise<never>(() => undefined));
  const client = new QueryClient();
  client.setQueryData(sessionQuery("s1").queryKey, { id: "s1", levelsHidden: false, endReason } as Session);
  showAs("MEMBER", <ShareDialog sessionId="s1" onClose={vi.fn()} />, client);
}

it("offers a link to the report", () => {
  open("FINISHED");
  expect(screen.getByRole("button", { name: "Create the link" })).toBeTruthy();
  expect(screen.queryByText(/withdrew consent/)).toBeNull();
});

it("offers no link after the candidate withdrew consent, and says why", async () => {
  open("CONSENT_WITHDRAWN");
  expect(screen.queryByRole("button", { name: "Create the link" })).toBeNull();
  expect(screen.getByText("The candidate withdrew consent, so links to this report don’t work.")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Existing links" })).toBeTruthy();
  expect(await listViolations()).toEqual([]);
});

it("stays open until the link, which is shown only once, is on the page", async () => {
  vi.spyOn(api, "GET").mockImplementation(() => new Promise<never>(() => undefined));
  let answer: (made: unknown) => void = () => undefined;
  vi.spyOn(api, "POST").mockReturnValue(
    new Promise((resolve) => {
      answer = resolve;
    }) as never,
  );
  const client = new QueryClient();
  client.setQueryData(sessionQuery("s1").queryKey, { id: "s1", levelsHidden: false } as Session);
  const onClose = vi.fn();
  showAs("MEMBER", <ShareDialog sessionId="s1" onClose={onClose} />, client);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  await waitFor(() => {
    expect(screen.getByRole("button", { name: "Close" }).getAttribute("aria-disabled")).toBe("true");
  });
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).not.toHaveBeenCalled();
  answer({ data: { data: { url: "https://a.example.com/s/1" } }, response: new Response() });
  await screen.findByText(/The link is shown only once/);
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledOnce();
});

const LOST = new ApiError(0, {}, null, "once");
const GONE = new ApiError(404, { code: "NOT_FOUND" });

/** Creates a link without a response, revokes the link in the list, and creates another one. Returns both keys. */
async function createAgain(...revocations: (ApiError | null)[]): Promise<(string | undefined)[]> {
  const { data } = findExample("GET /sessions/{id}/shares").body as { data: [object] };
  const share = { ...data[0], status: "ACTIVE" };
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [share], cursor: null }, response: new Response() } as never);
  const post = vi.spyOn(api, "POST").mockRejectedValue(LOST);
  const revoke = vi.spyOn(api, "DELETE");
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(sessionQuery("s1").queryKey, { id: "s1", levelsHidden: false } as Session);
  showAs("MEMBER", <ShareDialog sessionId="s1" onClose={vi.fn()} />, client);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  fireEvent.click(await screen.findByRole("button", { name: "Revoke the link" }));
  for (const [index, refusal] of revocations.entries()) {
    if (refusal === null) revoke.mockResolvedValueOnce({ response: new Response() } as never);
    else revoke.mockRejectedValueOnce(refusal);
    await waitFor(() => {
      fireEvent.click(screen.getAllByRole("button", { name: "Revoke the link" }).at(-1) as HTMLElement);
      expect(revoke).toHaveBeenCalledTimes(index + 1);
    });
    await act(() => Promise.all(revoke.mock.results.map(({ value }) => Promise.resolve(value).catch(() => undefined))));
  }
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  await waitFor(() => {
    expect(post).toHaveBeenCalledTimes(2);
  });
  const calls = post.mock.calls as unknown as [string, { params: { header: Record<string, string> } }][];
  return calls.map(([, { params }]) => params.header["Idempotency-Key"]);
}

it.each([
  ["", [null]],
  [", also after a lost response", [LOST, null]],
  [" by someone else", [GONE]],
])("creates another link after the one whose response was lost was revoked%s", async (_how, revocations) => {
  const [first, second] = await createAgain(...revocations);
  expect(second).not.toBe(first);
});

it.each([403, 0])("creates no second link after a revocation that failed with %d", async (status) => {
  const [first, second] = await createAgain(new ApiError(status, { code: "FORBIDDEN" }));
  expect(second).toBe(first);
});
