import { setupI18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../testing";
import { forPurpose } from "./forPurpose";
import { InWordsOf } from "./InWordsOf";

/** Not the texts of a page, so no catalog contains them. */
const SAYS = { id: "says", message: "The candidate says: {name}" };
const MANY = "{count, plural, one {# candidate} other {# candidates}}";

function Words({ name, count }: { name: string; count: number }) {
  const { i18n, _ } = useLingui();
  return (
    <>
      <h2>{i18n._({ ...SAYS, values: { name } })}</h2>
      <em>{_("many", { count }, { message: MANY })}</em>
    </>
  );
}

it("calls people participants in research, and leaves inserted values unchanged", () => {
  show(
    <InWordsOf purpose="RESEARCH">
      <Words name="a candidate" count={2} />
    </InWordsOf>,
  );
  expect(screen.getByRole("heading").textContent).toBe("The participant says: a candidate");
  expect(screen.queryByText("2 participants")).not.toBeNull();
});

it("calls them candidates in hiring", () => {
  show(
    <InWordsOf purpose="HIRING">
      <Words name="Ada" count={1} />
    </InWordsOf>,
  );
  expect(screen.getByRole("heading").textContent).toBe("The candidate says: Ada");
  expect(screen.queryByText("1 candidate")).not.toBeNull();
});

it("changes compiled texts, but not the names or values of placeholders", () => {
  const messages = {
    a: ["候选人 ", ["candidate"], " 与 ", ["count", "plural", { one: ["一位候选人"], other: ["候选人 ", "#"] }]],
  };
  const i18n = setupI18n({ locale: "zh-Hans", messages: { "zh-Hans": messages as never } });
  expect(forPurpose(i18n, "PRACTICE")._("a", { candidate: "候选人甲", count: 3 })).toBe("参与者 候选人甲 与 参与者 3");
});

it("has the word for a research interview in Chinese, and for a job interview in practice", () => {
  const i18n = setupI18n({ locale: "zh-Hans", messages: { "zh-Hans": { a: "面试官结束了面试" } } });
  expect(forPurpose(i18n, "RESEARCH")._("a")).toBe("访谈员结束了访谈");
  expect(forPurpose(i18n, "PRACTICE")._("a")).toBe("面试官结束了面试");
});
