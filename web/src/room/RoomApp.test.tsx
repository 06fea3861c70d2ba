import { act, fireEvent, renderHook, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { showPage } from "../ui/testing";
import { useEntry } from "./entry/useEntry";
import type { StartRequest } from "./link/protocol";
import RoomApp from "./RoomApp";
import { forgetMode, readMode } from "./voice/wishes";

const ITEM = { key: "interview", text: "An AI interviews me.", refusal: "", isRequired: true, needsAnswer: false };

const entry = (version: string, paragraph: string) => ({
  state: "new",
  interview: { title: "Screening", organizationName: "Harbour", language: "en", purpose: "HIRING" },
  consent: { version, language: "en", title: "Before we begin", paragraphs: [paragraph], items: [ITEM] },
  participant: { needsName: false, needsEmail: false, name: "Mina", email: "mina@harbour.example" },
  disclosure: null,
  adjustments: [],
});

const OUTDATED = {
  code: "BAD_REQUEST",
  message: "The consent text has changed. Read it again.",
  details: [{ path: "consent.version", message: "is not the current text" }],
};

let starts: StartRequest[];
let current: object;

beforeEach(() => {
  starts = [];
  current = entry("1", "Answers are kept for 30 days.");
  history.replaceState(null, "", "/i/lead");
  vi.spyOn(globalThis, "fetch").mockImplementation((path, request) => {
    if (path !== "/room/v1/sessions") return Promise.resolve(Response.json({ data: current }));
    starts.push(JSON.parse(request?.body as string) as StartRequest);
    return Promise.resolve(Response.json({ error: OUTDATED }, { status: 400 }));
  });
});

const RIGHTS = { name: "Your data and your rights" };

it.each(["new", "resumable", "closed", "expired", "revoked", "full", "completed", "withdrawn"])(
  "leads people with data to it from the page of a link that is %s, and keeps the token",
  async (state) => {
    history.replaceState(null, "", "/i/lead?token=secret");
    current = { ...entry("1", "Answers are kept."), state, hasData: true, progress: null, endedAt: null };
    showPage(<RoomApp slug="lead" />);
    fireEvent.click(await screen.findByRole("button", RIGHTS));
    expect(location.pathname + location.search).toBe("/i/lead/rights?token=secret");
  },
);

it.each(["new", "closed", "expired", "revoked", "full"])(
  "shows people without data no way to it from the page of a link that is %s",
  async (state) => {
    current = { ...entry("1", "Answers are kept."), state, hasData: false, progress: null, endedAt: null };
    showPage(<RoomApp slug="lead" />);
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByRole("button", RIGHTS)).toBeNull();
  },
);

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("shows the current consent text if it changed meanwhile, and asks for the answers again", async () => {
  showPage(<RoomApp slug="lead" />);
  await screen.findByRole("heading", { name: "Screening" });
  press("Continue");
  await screen.findByText("Answers are kept for 30 days.");
  fireEvent.click(screen.getByRole("checkbox"));
  current = entry("2", "Answers are kept for 90 days.");
  press("I agree, continue");
  expect(await screen.findByText("Answers are kept for 90 days.")).toBeTruthy();
  expect(await screen.findByText(OUTDATED.message)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
  fireEvent.click(screen.getByRole("checkbox"));
  press("I agree, continue");
  await vi.waitFor(() => {
    expect(starts.map(({ consent }) => consent?.version)).toEqual(["1", "2"]);
  });
});

function acceptStarts() {
  vi.mocked(fetch).mockImplementation((path) =>
    Promise.resolve(
      Response.json({ data: path === "/room/v1/sessions" ? { sessionId: "s1", state: "new" } : current }),
    ),
  );
}

it("removes the token from the address bar once the session has begun", async () => {
  history.replaceState(null, "", "/i/lead?token=secret");
  acceptStarts();
  const { result } = renderHook(() => useEntry("lead"));
  await waitFor(() => {
    expect(result.current.entry).not.toBeNull();
  });
  await act(() => result.current.agree({ name: "Mina", email: "mina@harbour.example" }, ["interview"], []));
  expect(location.pathname + location.search).toBe("/i/lead/practice");
  // The link may be renewed from here on, so the page names its session too.
  act(result.current.retry);
  const [path, request] = vi.mocked(fetch).mock.lastCall ?? [];
  expect([path, request?.body]).toEqual(["/room/v1/entry", expect.stringContaining("secret")]);
  expect(request?.headers).toMatchObject({ "Aural-Session": "s1" });
});

it("lets people who only type back in without a check of the microphone", async () => {
  forgetMode("lead");
  const spoken = { ...entry("1", "").interview, channels: ["chat", "voice"] };
  current = { ...entry("1", ""), interview: spoken, state: "resumable", typesOnly: true, progress: null };
  const { result } = renderHook(() => useEntry("lead"));
  await waitFor(() => {
    expect(result.current.entry).not.toBeNull();
  });
  expect(readMode("lead")).toBe("typing");
});

it.each([[["text_only"]], [[]]] as const)("knows whether people have just asked to type only: %j", async (asked) => {
  acceptStarts();
  const { result } = renderHook(() => useEntry("lead"));
  await waitFor(() => {
    expect(result.current.entry).not.toBeNull();
  });
  await act(() => result.current.agree({ name: "Mina", email: "" }, ["interview"], asked));
  expect(result.current.entry?.typesOnly).toBe(asked.length > 0);
});
