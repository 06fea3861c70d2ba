import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { listViolations, polyfillDialogs } from "../../../ui/testing";
import { forgetAllUnsaved, forgetUnsaved, keepUnsaved, type Stuck, stuckBy } from "../../autosave/unsaved";
import { showAs } from "../../testing/showInDashboard";
import { type Draft, draftQuery } from "../draft";
import { PreviewError } from "./PreviewError";
import { PublishDialog } from "./PublishDialog";
import { usePreview } from "./usePreview";

const draft = { id: "i1", title: "Baker", updatedAt: "1", questions: [{ id: "q1" }] } as unknown as Draft;
const keep = (of: string, stuck: Stuck | null) => {
  act(() => {
    keepUnsaved(of, { changed: { text: "Why us?" }, base: {}, stuck });
  });
};
const save = (of: string) =>
  act(async () => {
    forgetUnsaved(of);
    await Promise.resolve();
  });
const press = (name: string) =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
    await Promise.resolve();
  });
const wasSent = (path: string) => (vi.mocked(api.POST).mock.calls as unknown[][]).some(([to]) => to === path);

beforeEach(() => {
  polyfillDialogs();
  vi.spyOn(api, "GET").mockReturnValue(new Promise(() => undefined) as never);
  vi.spyOn(api, "POST").mockResolvedValue({ data: { data: { url: "/room" } } } as never);
});
afterEach(forgetAllUnsaved);

function Preview() {
  const { open, error } = usePreview(draft);
  return (
    <>
      <button type="button" onClick={() => void open()}>
        Preview
      </button>
      <PreviewError error={error} />
    </>
  );
}

it("previews only once the changes are saved", async () => {
  const opened = { location: { href: "about:blank" }, close: vi.fn() };
  vi.spyOn(window, "open").mockReturnValue(opened as unknown as Window);
  keep("q1", null);
  showAs("MEMBER", <Preview />);
  await press("Preview");
  expect(wasSent("/interviews/{id}/preview")).toBe(false);
  await save("q1");
  await vi.waitFor(() => {
    expect(opened.location.href).toBe("/room");
  });
});

it("opens no preview without changes that could not be saved", async () => {
  const opened = { close: vi.fn() };
  vi.spyOn(window, "open").mockReturnValue(opened as unknown as Window);
  keep("i1", "refused");
  showAs("MEMBER", <Preview />);
  await press("Preview");
  expect(opened.close).toHaveBeenCalledOnce();
  expect(wasSent("/interviews/{id}/preview")).toBe(false);
  expect(screen.getByRole("alert").textContent).toBe(
    "The preview wasn’t opened. Some of your changes aren’t saved. Correct them first.",
  );
});

it("publishes only once the changes are saved", async () => {
  keep("q1", null);
  showAs("OWNER", <PublishDialog draft={draft} onClose={vi.fn()} />);
  await press("Publish");
  expect(wasSent("/interviews/{id}/publish")).toBe(false);
  await save("q1");
  await vi.waitFor(() => {
    expect(wasSent("/interviews/{id}/publish")).toBe(true);
  });
});

it("stays open once the interview is published, to show the link", async () => {
  const onClose = vi.fn();
  const client = new QueryClient();
  const readAgain = vi.spyOn(client, "invalidateQueries");
  showAs("OWNER", <PublishDialog draft={draft} onClose={onClose} />, client);
  await press("Publish");
  await vi.waitFor(() => {
    expect(readAgain).toHaveBeenCalledWith(expect.objectContaining({ queryKey: draftQuery(draft.id).queryKey }));
  });
  await act(async () => {
    await readAgain.mock.results.at(-1)?.value;
    await Promise.resolve();
  });
  expect(onClose).not.toHaveBeenCalled();
});

it("publishes nothing if the person keeps the draft while the changes are being saved", async () => {
  keep("q1", null);
  const onClose = vi.fn();
  showAs("OWNER", <PublishDialog draft={draft} onClose={onClose} />);
  await press("Publish");
  await press("Keep as a draft");
  expect(onClose).toHaveBeenCalledOnce();
  await save("q1");
  expect(wasSent("/interviews/{id}/publish")).toBe(false);
});

it("publishes nothing without changes that could not be saved, but ignores those of other interviews", async () => {
  keep("another", "refused");
  showAs("OWNER", <PublishDialog draft={draft} onClose={vi.fn()} />);
  expect(screen.queryByText(/aren’t saved/)).toBeNull();
  keep("i1", "refused");
  expect(screen.getByText(/^Some of your changes aren’t saved/).getAttribute("role")).toBe("alert");
  await press("Publish");
  expect(wasSent("/interviews/{id}/publish")).toBe(false);
  expect(await listViolations()).toEqual([]);
});

it.each<[string, ApiError | null, string]>([
  ["refused", new ApiError(400, { details: [{ path: "text", message: "must not be blank" }] }), "Correct them first."],
  ["in conflict", null, "because someone else changed the same fields. First choose which version to keep."],
  [
    "not reached",
    new ApiError(0),
    "because we can’t reach the server. Check your connection, and first try again to save them.",
  ],
  ["failing", new ApiError(503), "because the server had a problem. First try again to save them."],
  ["forbidden", new ApiError(403), "The form says why they can’t be."],
])("says what to do if saving was %s", (_, error, advice) => {
  keep("i1", error === null ? "conflict" : stuckBy(error));
  showAs("OWNER", <PublishDialog draft={draft} onClose={vi.fn()} />);
  const alert = screen.getByText(/^Some of your changes aren’t saved/).textContent;
  expect(alert).toContain(`${advice} Close this dialog first.`);
  expect(alert.includes("Correct them")).toBe(error?.status === 400);
});

it("names what the person can decide if several things keep changes from being saved", () => {
  keep("i1", "offline");
  keep("q1", "conflict");
  showAs("OWNER", <PublishDialog draft={draft} onClose={vi.fn()} />);
  expect(screen.getByText(/^Some of your changes aren’t saved/).textContent).toContain(
    "First choose which version to keep",
  );
});
