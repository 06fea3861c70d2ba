import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { messages } from "../../locales/zh-Hans/review.po";
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
const NOTE = "The candidate reported a problem; 2 answers were set aside for it.";

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
    /^The candidate .* set aside for it\. The recording stopped early\. 内容太少[^ ]+ 1 个词[^ ]+ 20 个。\p{Script=Han}/u,
  );
});
