import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { listViolations, show } from "./testing";
import { TextArea } from "./TextArea";

const box = () => screen.getByLabelText<HTMLTextAreaElement>("Reason");
const described = () =>
  box()
    .getAttribute("aria-describedby")
    ?.split(" ")
    .map((id) => document.getElementById(id)?.textContent);

it("is named by its label, and neither described nor invalid by default", async () => {
  show(<TextArea label="Reason" defaultValue="Named a figure." />);
  expect(box().value).toBe("Named a figure.");
  expect(box().hasAttribute("aria-invalid")).toBe(false);
  expect(described()).toBeUndefined();
  expect(await listViolations()).toEqual([]);
});

it("is marked as invalid, and described by its hint and its error", async () => {
  show(<TextArea id="reason" label="Reason" hint="The candidate can read it." error="Enter a reason." />);
  expect(box().id).toBe("reason");
  expect(box().getAttribute("aria-invalid")).toBe("true");
  expect(described()).toEqual(["The candidate can read it.", "Enter a reason."]);
  expect(await listViolations()).toEqual([]);
});
