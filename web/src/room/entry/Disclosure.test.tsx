import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { messages } from "../../locales/en/room.po";
import { show } from "../../ui/testing";
import { Adjustments } from "./Adjustments";
import { WhoAsks } from "./Disclosure";
import { OtherWays } from "./Landing";

it("says that speech becomes part of the transcript if the interview can be spoken", () => {
  show(<WhoAsks interview={{ title: "Screening", channels: ["chat"] }} />);
  expect(screen.getByText(/What you write is kept as a transcript\./)).toBeTruthy();
  show(<WhoAsks interview={{ title: "Screening", channels: ["chat", "voice"] }} />);
  expect(screen.getByText(/What you say or write is kept as a transcript\./)).toBeTruthy();
});

it("mentions a decision only if the interview is for hiring", () => {
  show(<WhoAsks interview={{ title: "Screening", organizationName: "Acme" }} />);
  expect(screen.getByRole("heading").textContent).toBe("An AI interviews you, and a person decides");
  expect(screen.getByText("A person at Acme reads your answers and decides.")).toBeTruthy();
  show(<WhoAsks interview={{ title: "A study", organizationName: "Acme", purpose: "RESEARCH" }} />);
  expect(screen.getByText("An AI interviews you, and people read your answers")).toBeTruthy();
  expect(screen.getByText("People at Acme read your answers.")).toBeTruthy();
});

it.each([
  ["HIRING", 2],
  ["PRACTICE", 2],
  ["RESEARCH", 0],
] as const)("mentions judging in %s only if answers are judged", (purpose, count) => {
  const interview = { title: "Notes", purpose };
  show(
    <>
      <Adjustments interview={interview} offered={[]} chosen={[]} onChange={vi.fn()} onAskMore={vi.fn()} />
      <OtherWays interview={interview} onAsk={vi.fn()} />
    </>,
  );
  expect(screen.queryAllByText(/judged/)).toHaveLength(count);
  expect(screen.getByText(/You can ask for a conversation with a person instead\./)).toBeTruthy();
  expect(screen.getByText(/You don’t have to give a reason\./)).toBeTruthy();
});

it("mentions no judging after entry, where the texts are the same for every purpose", () => {
  expect(Object.values(messages).filter((text) => /judg|assessment\b/i.test(JSON.stringify(text)))).toEqual([]);
});
