import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Field } from "./Field";
import { listViolations, show } from "./testing";

const field = () => screen.getByRole<HTMLInputElement>("textbox");
const description = () => field().getAttribute("aria-describedby");
const described = () =>
  description()
    ?.split(" ")
    .map((id) => document.getElementById(id)?.textContent);

it("is named by its label, and neither described nor invalid by default", async () => {
  show(<Field label="Email" defaultValue="mina@example.com" />);
  expect(screen.getByLabelText("Email")).toBe(field());
  expect(field().value).toBe("mina@example.com");
  expect(field().hasAttribute("aria-invalid")).toBe(false);
  expect(description()).toBeNull();
  expect(await listViolations()).toEqual([]);
});

it("is described by its hint", () => {
  show(<Field label="Email" hint="We send the invitation there." />);
  expect(described()).toEqual(["We send the invitation there."]);
});

it("is marked as invalid, and also described by its error", async () => {
  show(<Field label="Email" hint="We send the invitation there." error="That doesn’t look like an email address." />);
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(described()).toEqual(["We send the invitation there.", "That doesn’t look like an email address."]);
  expect(await listViolations()).toEqual([]);
});

it("distinguishes two fields of the same name", () => {
  show(
    <>
      <Field label="Name" error="Enter a name." />
      <Field label="Name" error="Too long." />
    </>,
  );
  const [first, second] = screen.getAllByLabelText("Name");
  expect(first?.id).not.toBe(second?.id);
});

it("has the id that its form gives it", () => {
  show(<Field id="email" label="Email" error="Enter an email address." />);
  expect(screen.getByLabelText("Email").id).toBe("email");
  expect(described()).toEqual(["Enter an email address."]);
});
