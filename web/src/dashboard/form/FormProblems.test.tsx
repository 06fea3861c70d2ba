import { i18n } from "@lingui/core";
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { ApiError } from "../../api/error";
import { messages } from "../../locales/zh-Hans/dashboard.po";
import { listViolations, show } from "../../ui/testing";
import { FormProblems, problemsOf } from "./FormProblems";

beforeEach(() => {
  document.title = "Team · Aural";
  i18n.loadAndActivate({ locale: "en", messages: {} });
});

const error = new ApiError(400, {
  details: [
    { path: "email", message: "Not an address." },
    { path: "email", message: "Too long." },
    { path: "criteria.0.name", message: "Give it a name." },
    { path: "emailer", message: "Unknown." },
  ],
});

it("gives each field its first problem", () => {
  expect(problemsOf(error, ["email", "criteria", "title"])).toEqual({
    email: "Not an address.",
    criteria: "Give it a name.",
  });
});

it("turns the end of the API's sentence into one that stands alone", () => {
  const details = [{ path: "email", message: "must be an email address, such as alex@example.com" }];
  expect(problemsOf(new ApiError(400, { details }), ["email"])).toEqual({
    email: "Enter an email address, such as alex@example.com.",
  });
});

it("says in the reader's language what the server refuses", () => {
  const said = [
    ["must have at most 200 characters", "Use at most 200 characters."],
    ["must have at most 12 items, not 15", "Use at most 12 entries."],
    [
      "must contain {link}: without it, candidates cannot open the interview",
      "Include {link}, which opens the interview.",
    ],
    [
      "is known from leaks of other services; choose another one",
      "This password appeared in a data leak at another service. Choose a different one.",
    ],
    [
      "has {neme}, which isn't a placeholder. The placeholders are {name}, {link}.",
      "{neme} isn’t a placeholder. The placeholders are {name}, {link}.",
    ],
    ["must be spelled differently", "Must be spelled differently."],
    ["It is taken. Choose another one.", "It is taken. Choose another one."],
  ] as const;
  for (const [message, shown] of said) {
    const details = [{ path: "email", message }];
    expect(problemsOf(new ApiError(400, { details }), ["email"]).email).toBe(shown);
  }
});

it("speaks Chinese on a Chinese page", () => {
  i18n.loadAndActivate({ locale: "zh-Hans", messages });
  const details = [
    { path: "name", message: "must have at most 200 characters" },
    { path: "email", message: "must be an email address, such as alex@example.com" },
  ];
  const found = problemsOf(new ApiError(400, { details }), ["name", "email"]);
  expect(found.name).toBe("最多 200 个字符。");
  expect(found.email).toBe("请输入邮箱地址，例如 alex@example.com。");
});

it.each(["en", "zh-Hans"])("has one sentence about the link that fits a study, too: %s", (locale) => {
  i18n.loadAndActivate({ locale, messages: locale === "en" ? {} : messages });
  const message = "must contain {link}: without it, candidates cannot open the interview";
  const said = problemsOf(new ApiError(400, { details: [{ path: "text", message }] }), ["text"]).text;
  expect(said).toContain("{link}");
  expect(said).not.toMatch(/candidate|候选人|面试/);
});

it("finds no problems without an error", () => {
  expect(problemsOf(null, ["email"])).toEqual({});
});

it("puts the error first in the page's title for as long as there is a problem", async () => {
  const { unmount } = show(<FormProblems problems={{ email: "Not an address." }} />);
  expect(document.title).toBe("Error: Team · Aural");
  expect(document.activeElement).toBe(screen.getByRole("group", { name: "There is a problem" }));
  expect(await listViolations()).toEqual([]);
  unmount();
  expect(document.title).toBe("Team · Aural");
});

it("leaves the title alone if another page has set its own meanwhile", () => {
  const { unmount } = show(<FormProblems problems={{ email: "Not an address." }} />);
  document.title = "Interviews · Aural";
  unmount();
  expect(document.title).toBe("Interviews · Aural");
});
