import { expect, it } from "vitest";

import { ApiError } from "../../api/error";
import { problemsOf } from "./FormProblems";

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

it("has none where nothing failed", () => {
  expect(problemsOf(null, ["email"])).toEqual({});
});
