import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { showPage } from "../../ui/testing";
import type { Entry } from "../link/protocol";
import { message, view, welcome } from "../link/testing";
import { openRecording } from "../recording/capture/open";
import RoomPage from "./RoomPage";

vi.mock("../recording/capture/open");

const ENTRY = { interview: { title: "Screening", recording: { tracks: [] } } } as unknown as Entry;

class FakeSocket {
  static readonly OPEN = 1;
  readonly readyState = 1;
  readonly send = vi.fn<(raw: string) => void>();
  readonly close = vi.fn();
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor() {
    sockets.push(this);
  }
}

const IDLE = { agreed: null, running: [], stopped: {}, camera: "off", screen: "off" };
let sockets: FakeSocket[];
const leave = vi.fn();

beforeEach(() => {
  localStorage.clear();
  leave.mockClear();
  vi.mocked(openRecording)
    .mockReset()
    .mockReturnValue({
      subscribe: () => () => undefined,
      look: () => IDLE,
      know: vi.fn(),
      turn: vi.fn(),
      leave,
    } as never);
  sockets = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  Element.prototype.scrollTo = vi.fn();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
  vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(Response.json({ data: { ticket: "t1" } })));
});

const page = (entry: Entry, onBack = vi.fn()) => (
  <RoomPage entry={entry} started={null} wantsOn={false} onLost={onBack} onGo={vi.fn()} />
);

async function enter(pausesLeft: number, onBack = vi.fn(), entry = ENTRY) {
  const { rerender } = showPage(page(entry, onBack));
  await waitFor(() => {
    expect(sockets).toHaveLength(1);
  });
  const [socket] = sockets;
  if (socket === undefined) throw new Error("No socket was opened.");
  const room = view("your_turn", { pausesLeft });
  act(() => {
    socket.onopen?.();
    socket.onmessage?.({ data: JSON.stringify(welcome({ messages: [message(1)], room })) });
  });
  return Object.assign(socket, { rerender });
}

it("continues the recording when the interview is loaded again in another language", async () => {
  const { rerender } = await enter(3);
  await waitFor(() => {
    expect(openRecording).toHaveBeenCalledOnce();
  });
  rerender(page(structuredClone(ENTRY)));
  await act(() => vi.dynamicImportSettled());
  expect(leave).not.toHaveBeenCalled();
  expect(openRecording).toHaveBeenCalledOnce();
});

it("disconnects and ends the recording when a candidate without pauses leaves", async () => {
  const onBack = vi.fn();
  const socket = await enter(0, onBack);
  await waitFor(() => {
    expect(openRecording).toHaveBeenCalledOnce();
  });
  fireEvent.click(await screen.findByRole("button", { name: "Leave" }));
  expect(screen.getByRole("heading", { name: "See you later" })).toBeTruthy();
  expect(socket.close).toHaveBeenCalledOnce();
  expect(leave).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole("button", { name: "Continue now" }));
  expect(onBack).toHaveBeenCalledOnce();
  expect(sockets).toHaveLength(1);
});

it("says of a refused answer that it is kept, not that it is saved", async () => {
  const socket = await enter(0);
  const field = await screen.findByRole("textbox", { name: "Your answer" });
  fireEvent.change(field, { target: { value: "The clock." } });
  fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
  const sent = socket.send.mock.calls.map(([raw]) => JSON.parse(raw) as { type: string; id: string });
  const id = sent.find(({ type }) => type === "answer")?.id;
  act(() => {
    socket.onmessage?.({
      data: JSON.stringify({ type: "error", id, code: "UNAVAILABLE", message: "The disk is full." }),
    });
  });
  fireEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(screen.getByText(/^Your last answer isn’t saved yet\./)).toBeTruthy();
  expect(screen.queryByText(/^Everything you sent is saved/)).toBeNull();
});

it("sends by key from the answer's field, and not from the whiteboard or while the keys are held", async () => {
  const socket = await enter(3);
  const field = await screen.findByRole("textbox", { name: "Your answer" });
  const board = Object.assign(document.createElement("div"), { className: "excalidraw" });
  const label = board.appendChild(document.createElement("textarea"));
  field.closest("form")?.append(board);
  fireEvent.change(field, { target: { value: "The clock." } });
  const answers = () => socket.send.mock.calls.filter(([raw]) => raw.includes('"answer"'));
  const keys = { key: "Enter", ctrlKey: true };
  fireEvent.keyDown(label, keys);
  fireEvent.keyDown(field, { ...keys, repeat: true });
  expect(answers()).toEqual([]);
  fireEvent.keyDown(field, keys);
  expect(answers()).toHaveLength(1);
});

it.each([false, true])("offers voice unless the candidate asked to type only: %s", async (typesOnly) => {
  const interview = { ...ENTRY.interview, channels: ["chat", "voice"] };
  await enter(3, vi.fn(), { ...ENTRY, interview, typesOnly } as Entry);
  await screen.findByRole("textbox", { name: "Your answer" });
  expect(screen.queryAllByRole("button", { name: "Speak instead" })).toHaveLength(typesOnly ? 0 : 1);
});
