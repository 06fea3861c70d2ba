import { i18n } from "@lingui/core";
import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { ApiError } from "../../api/error";
import { messages as builder } from "../../locales/zh-Hans/builder.po";
import { messages as shared } from "../../locales/zh-Hans/shared.po";
import { ErrorBox } from "../../ui/ErrorBox";
import { show } from "../../ui/testing";
import { useNamedProblems } from "./namedProblems";

function Refused({ path, message }: { path: string; message: string }) {
  const named = useNamedProblems("question");
  const { failure, problems } = named(new ApiError(400, { code: "BAD_REQUEST", details: [{ path, message }] }));
  return (
    <>
      <output>{Object.values(problems).join("|")}</output>
      <ErrorBox error={failure} />
    </>
  );
}

const REFUSED = [
  ["text", "must not be blank", "Question must not be blank.", "“问题”不能为空。"],
  [
    "options.2",
    "must have at most 500 characters",
    "Option 3 must have at most 500 characters.",
    /^“.+”最多可填 500 个字符。$/,
  ],
  [
    "tags",
    "must have at most 20 items after validation, not 21",
    "Tags must have at most 20 entries.",
    /^“.+”最多可有 20 项。$/,
  ],
  [
    "timeLimitSeconds",
    "must be greater than or equal to 10",
    "Time limit in seconds must be at least 10.",
    /不能小于 10。$/,
  ],
  [
    "options",
    "must contain 2 to 20 labels for this type",
    "Options must contain 2 to 20 entries.",
    /须有 2 到 20 项。$/,
  ],
  ["type", "must be one of these", "Question type must be one of these.", /^“.+”的当前内容无法保存，请修改。$/],
] as const;

it.each(REFUSED)("says in one language what is wrong with %s: %s", (path, message, english, chinese) => {
  show(<Refused path={path} message={message} />);
  const field = screen.getByRole("status");
  expect(field.textContent).toBe(english);
  expect(screen.getByRole("alert").textContent).toContain(english);
  act(() => {
    i18n.loadAndActivate({ locale: "zh-Hans", messages: { ...shared, ...builder } });
  });
  expect(field.textContent).toMatch(chinese);
  expect(field.textContent).not.toMatch(/[A-Za-z]/);
  expect(screen.getByRole("alert").textContent).toContain(field.textContent);
  expect(document.querySelector("span[lang]")).toBeNull();
});
