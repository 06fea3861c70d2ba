import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Field } from "./Field";
import { FormProblems } from "./FormProblems";
import { listViolations, show } from "./testing";

const form = (attempts: number) => (
  <form>
    <FormProblems
      key={attempts}
      problems={{ email: "Enter an email address." }}
      general={["This interview takes no more candidates."]}
    />
    <Field id="email" label="Email" error="Enter an email address." />
  </form>
);
const box = () => screen.getByRole("group", { name: "There is a problem" });

it("lists the problems of the form and its fields, and takes focus", async () => {
  show(form(1));
  expect(document.activeElement).toBe(box());
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "This interview takes no more candidates.",
    "Enter an email address.",
  ]);
  expect(await listViolations()).toEqual([]);
});

it("leads from a problem to its field", () => {
  show(form(1));
  fireEvent.click(screen.getByRole("link", { name: "Enter an email address." }));
  expect(document.activeElement).toBe(screen.getByLabelText("Email"));
});

it("takes focus again after the next attempt", () => {
  const { rerender } = show(form(1));
  screen.getByLabelText("Email").focus();
  rerender(form(1));
  expect(document.activeElement).toBe(screen.getByLabelText("Email"));
  rerender(form(2));
  expect(document.activeElement).toBe(box());
});
