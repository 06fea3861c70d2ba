import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { ApiError } from "../../api/error";
import { listViolations, show } from "../../ui/testing";
import { FormProblems, problemsOf } from "./FormProblems";

beforeEach(() => {
  document.title = "Team · Aural";
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

it("turns the end of the API's sentence into a whole one", () => {
  const details = [{ path: "email", message: "must be an email address, such as alex@example.com" }];
  expect(problemsOf(new ApiError(400, { details }), ["email"])).toEqual({
    email: "Must be an email address, such as alex@example.com.",
  });
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
