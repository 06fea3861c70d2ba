import { fireEvent, screen } from "@testing-library/react";
import type { KeyboardEvent, ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { useDraft } from "../composer/useDraft";
import { after, message, open, question, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import { WrittenRoom } from "./WrittenRoom";

const asked = question({ type: "MULTIPLE_CHOICE", options: ["Redis", "Kafka"] });
const model = after([open(view("your_turn", { question: asked }), [message(1)])]);
const text = { label: "Your turn", line: "" };

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  Element.prototype.scrollTo = () => undefined; // jsdom has none
});

function showRoom(foot?: ReactNode) {
  const line = { model, answer: vi.fn() } as unknown as RoomLine;
  function Room() {
    const draft = useDraft(model);
    const props = { line, draft, text, foot, newLink: null, onLeave: vi.fn(), onSpeak: null };
    return <WrittenRoom {...props} interview={{ title: "Screening" }} state="choosing" />;
  }
  show(<Room />);
}

/** Whether the browser then does what a key does by default: Enter in a field of a form presses its main button. */
const presses = (element: Element, key: object) => fireEvent.keyDown(element, { key: "Enter", ...key });

it("leaves an answer unsent when Enter is pressed on an option or in a field of the task", () => {
  showRoom();
  const option = screen.getByLabelText("Redis");
  const own = screen.getByLabelText("Something else (in my own words)");
  expect([option, own].map((field) => presses(field, {}))).toEqual([false, false]);
  expect(presses(option, { key: " " })).toBe(true);
  expect(presses(screen.getByRole("button", { name: "Send" }), {})).toBe(true);
});

it("leaves an answer unsent when Enter is pressed in a field that keeps its keys to itself", () => {
  const stop = (event: KeyboardEvent) => {
    event.stopPropagation();
  };
  showRoom(<input aria-label="Hex code" onKeyDown={stop} />);
  expect(presses(screen.getByLabelText("Hex code"), {})).toBe(false);
});
