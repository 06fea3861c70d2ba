import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { messages } from "../../../locales/zh-Hans/review.po";
import { ReportReason } from "./ReportReason";

const show = (reason: string) => {
  const { container } = render(
    <I18nProvider i18n={setupI18n({ locale: "zh-Hans", messages: { "zh-Hans": messages } })}>
      <p>
        <ReportReason reason={reason} />
      </p>
    </I18nProvider>,
  );
  return container;
};
const LITTLE = "There is too little to judge: the answers contain 1 word, and at least 20 are needed.";
const BY_A_MODEL = "The model decided this; the transcript shows what was said.";
/** A note from a later version of the server. */
const NOTE = "The candidate sang two songs.";

/** The notes that the server writes. tests/unit/test_report_reasons.py checks that none is missing. */
const NOTES = [
  "This judges the answers as corrected (revision 1).",
  "The candidate left one answer out of judging.",
  "The answers to one question were too long for the model: the end of them was not rated.",
  "One passage was left out of this report because the candidate may be disclosing something protected there, such as health, family or religion; the transcript keeps every word.",
  "One answer contains a passage that reads like an instruction to the interviewer; it was left out and counts neither way.",
  "1 claim by the model was left out of this report because it does not follow from its quotes.",
  "1 explanation of a level was left out of this report: it does not follow from what was said.",
  "The candidate reported a problem.",
  "The candidate reported a problem; 1 answer was set aside for it.",
  "The candidate reported a problem; 2 answers were set aside for it.",
  "This judges the answers as corrected (revision 2).",
  "The candidate left 2 answers out of judging.",
  "The answers to 2 questions were too long for the model: the end of them was not rated.",
  "2 passages were left out of this report because the candidate may be disclosing something protected there, such as health, family or religion; the transcript keeps every word.",
  "2 answers contain passages that read like an instruction to the interviewer; they were left out and count neither way.",
  "2 claims by the model were left out of this report because they do not follow from their quotes.",
  "2 explanations of levels were left out of this report: they do not follow from what was said.",
  "The candidate reported 2 problems.",
  "The candidate reported 2 problems; 1 answer was set aside for it.",
  "The candidate reported 2 problems; 2 answers were set aside for it.",
  "The session paused once (1 min 5 s); this time does not count.",
  "The session paused twice (20 s, 10 min 0 s); this time does not count.",
  "The session paused 3 times (1 s, 2 s, 3 s); this time does not count.",
  "The session stopped for a reported problem once (1 min 5 s); this time does not count.",
  "The session stopped for a reported problem twice (20 s, 10 min 0 s); this time does not count.",
  "The session stopped for a reported problem 3 times (1 s, 2 s, 3 s); this time does not count.",
  "The session was without a connection once (1 min 5 s); this time does not count.",
  "The session was without a connection twice (20 s, 10 min 0 s); this time does not count.",
  "The session was without a connection 3 times (1 s, 2 s, 3 s); this time does not count.",
  "The interview was too long for the model: the summary leaves out the end of its longest answers.",
];

it("translates the server's sentences with their numbers", () => {
  expect(show(LITTLE).textContent).toBe("内容太少，无法评价：回答只有 1 个词，至少需要 20 个。");
});

it("leaves no passage out, and marks those that it can't translate as English", () => {
  const shown = show(`${LITTLE} ${NOTE} ${BY_A_MODEL}`);
  expect(shown.textContent).toContain("至少需要 20 个");
  expect(screen.getByText(NOTE).lang).toBe("en");
  expect(shown.textContent).not.toContain(BY_A_MODEL);
  expect(shown.querySelectorAll("[lang]")).toHaveLength(1);
});

it("translates a passage of several sentences after a note", () => {
  const noModel = "Written without a model: quotes only. Connect a model to have findings written.";
  expect(show(`${NOTE} ${noModel}`).querySelectorAll("[lang]")).toHaveLength(1);
});

it("separates passages that stay English by a space, and only those", () => {
  const other = "The recording stopped early.";
  expect(show(`${NOTE} ${other} ${LITTLE} ${BY_A_MODEL}`).textContent).toMatch(
    /^The candidate sang two songs\. The recording stopped early\. 内容太少[^ ]+ 1 个词[^ ]+ 20 个。\p{Script=Han}/u,
  );
});

it.each(NOTES)("translates a note with its numbers, also in a study: %s", (note) => {
  const numbers = (text: string) =>
    text
      .replace(/\b(one|once|a problem)\b/giu, "1")
      .replace("twice", "2")
      .match(/\d+/g) ?? [];
  for (const said of [note, note.replace("candidate", "participant")]) {
    const shown = show(said);
    expect(shown.querySelectorAll("[lang]")).toHaveLength(0);
    expect(numbers(shown.textContent).toSorted()).toEqual(numbers(said).toSorted());
  }
});
