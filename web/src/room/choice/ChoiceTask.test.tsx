import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { NOTHING } from "../composer/drafts";
import type { Question } from "../link/protocol";
import { ChoiceTask } from "./ChoiceTask";

function showChoice(type: "SINGLE_CHOICE" | "MULTIPLE_CHOICE") {
  const question = { type, options: ["Redis", "Kafka"] } as Question;
  function Choice() {
    const [draft, setDraft] = useState(NOTHING);
    return (
      <ChoiceTask
        question={question}
        draft={draft}
        onDraft={(part) => {
          setDraft((before) => ({ ...before, ...part }));
        }}
      />
    );
  }
  show(<Choice />);
}

const own = () => screen.getByLabelText<HTMLInputElement>("Something else (in my own words)");
const option = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const write = (value: string) => fireEvent.change(own(), { target: { value } });

it("takes one answer to a single choice: an option or the candidate's own words, whichever came last", () => {
  showChoice("SINGLE_CHOICE");
  write("A queue of our own");
  fireEvent.click(option("Redis"));
  expect([own().value, option("Redis").checked]).toEqual(["", true]);
  write("A queue of our own");
  expect([own().value, option("Redis").checked]).toEqual(["A queue of our own", false]);
});

it("takes options together with the candidate's own words if several may be chosen", () => {
  showChoice("MULTIPLE_CHOICE");
  write("A queue of our own");
  fireEvent.click(option("Redis"));
  fireEvent.click(option("Kafka"));
  fireEvent.click(option("Redis"));
  expect([own().value, option("Redis").checked, option("Kafka").checked]).toEqual(["A queue of our own", false, true]);
});
