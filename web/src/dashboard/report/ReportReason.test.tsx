import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { messages } from "../../locales/zh-Hans/review.po";
import { ReportReason } from "./ReportReason";

const show = (reason: string) =>
  render(
    <I18nProvider i18n={setupI18n({ locale: "zh-Hans", messages: { "zh-Hans": messages } })}>
      <p>
        <ReportReason reason={reason} />
      </p>
    </I18nProvider>,
  );

it("translates the server's sentences with their numbers", () => {
  show("There is too little to judge: the answers contain 1 word, and at least 20 are needed.");
  expect(screen.getByRole("paragraph").textContent).toBe("内容太少，无法评价：回答只有 1 个词，至少需要 20 个。");
});

it("marks other sentences as English", () => {
  show("Something new.");
  expect(screen.getByText("Something new.").lang).toBe("en");
});
