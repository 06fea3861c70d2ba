import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import type { Message, Session } from "../useReport";
import { TranscriptTurn } from "./TranscriptTurn";

const CODE = "def double(x):\n    return 2 * x";
const message = {
  ...{ id: "m2", role: "user", kind: "answer", content: CODE, timestamp: "2026-11-14T10:00:05Z", note: null },
  ...{ originalContent: null, isLeftOut: false, data: { code: { language: "python", text: CODE } } },
} as unknown as Message;
const session = { id: "s1", participantName: "Ada", startedAt: "2026-11-14T10:00:00Z", evidence: [] };

function showTurn(changes: Partial<Message> = {}) {
  const of = {
    ...session,
    evidence: [{ id: "e1", supports: "summary", messageId: "m2", start: 4, end: 10, quote: "double" }],
  } as unknown as Session;
  show(
    <ol>
      <TranscriptTurn message={{ ...message, ...changes }} session={of} isSetAside={false} comments={0} />
    </ol>,
  );
}

it("shows code with its indentation in a font for code, and marks quotes in it", async () => {
  showTurn();
  const mark = screen.getByText("double");
  const code = mark.closest("pre");
  expect(mark.closest("mark")).not.toBeNull();
  expect(code?.textContent).toBe(CODE);
  expect(code?.className).toContain("font-mono");
  expect(await listViolations()).toEqual([]);
});

it("keeps the spaces of other answers, such as code that was typed in a chat", () => {
  showTurn({ data: null });
  const words = screen.getByText("double").closest("p");
  expect(words?.textContent).toBe(CODE);
  expect(words?.className).toContain("whitespace-pre-wrap");
  expect(words?.className).toContain("font-voice");
});
