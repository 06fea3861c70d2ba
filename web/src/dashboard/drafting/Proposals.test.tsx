import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { DraftState } from "./DraftState";
import { Proposals } from "./Proposals";
import { changeProposal, type Draft, fileOf, NOTHING } from "./proposals";

const PROBE = { when: "SHORT", text: "How did that go?", about: null } as const;
const REST = { type: "OPEN_ENDED", description: null, options: null, criteria: ["Own part"], probes: [PROBE] } as const;
const WISH = {
  ...{ goal: "x", document: "", url: null, source: "JOB", purpose: "HIRING", level: null, minutes: 20, language: "en" },
} as Parameters<typeof fileOf>[1];

function Page() {
  const question = { ...REST, criteria: ["Own part"], probes: [PROBE], text: "First?" };
  const [now, setNow] = useState<Draft>({
    ...NOTHING,
    proposals: [{ key: "0", question, drafted: question.text, isAccepted: false, isDropped: false }],
  });
  return (
    <>
      <Proposals
        draft={now}
        onChange={(key, change) => {
          setNow(changeProposal(now, key, change));
        }}
      />
      <output>{JSON.stringify(fileOf(now, WISH, false).questions.map(({ text, probes }) => [text, probes]))}</output>
    </>
  );
}

const press = (name: string) => {
  fireEvent.click(screen.getByRole("button", { name }));
};
const type = (value: string) => fireEvent.change(screen.getByLabelText("Question"), { target: { value } });
/** The questions of the interview that would be created now. */
const created = () => JSON.parse(screen.getByRole("status").textContent) as unknown;

it("accepts a reworded question, and leaves its follow-ups to the server", () => {
  show(<Page />);
  press("Edit question 1");
  type(" In my words? ");
  press("Use this wording");
  expect(screen.getByText("In my words?")).toBeTruthy();
  expect(screen.getByText("Accepted")).toBeTruthy();
  expect(created()).toEqual([["In my words?", null]]);
});

it("creates the interview with a wording that is still being edited, as it is on the screen", () => {
  show(<Page />);
  press("Edit question 1");
  type(" In my words? ");
  expect(created()).toEqual([["In my words?", null]]);
  type(" ");
  expect(created()).toEqual([["First?", [PROBE]]]);
  type("In my words?");
  press("Keep the original");
  expect(created()).toEqual([["First?", [PROBE]]]);
});

it("counts the questions that aren't dropped", () => {
  const proposal = (key: string, isDropped: boolean) => ({
    ...{ key, drafted: key, isDropped, isAccepted: false },
    question: { ...REST, criteria: [], probes: [], text: key },
  });
  const proposals = [proposal("0", false), proposal("1", true), proposal("2", false)];
  show(<DraftState draft={{ ...NOTHING, phase: "done", proposals }} />);
  expect(screen.getByText("2 questions")).toBeTruthy();
});
