import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../../../ui/testing";
import { PasteMany } from "./PasteMany";

function paste(text: string) {
  const run = vi.fn();
  show(<PasteMany run={run} error={null} />);
  const field = screen.getByLabelText("One person per line");
  fireEvent.change(field, { target: { value: text } });
  return { run, field };
}

it("sends nothing while a line is invalid, and says which line and why", async () => {
  const { run, field } = paste("Mina Sol, mina@example.com\nnonsense");
  expect(screen.getByText("Line 2: “nonsense” has no email address.")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe("1 person · 1 line to fix");
  fireEvent.submit(field);
  expect(run).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("Fix or remove these lines first: 2")).toBeTruthy();
  expect(await listViolations()).toEqual([]);
  fireEvent.change(field, { target: { value: "Mina Sol, mina@example.com" } });
  fireEvent.submit(field);
  expect(run).toHaveBeenCalledOnce();
});

it("adds names without an address once that is allowed", () => {
  const { run, field } = paste("Mina Sol");
  fireEvent.click(screen.getByRole("switch", { name: "Allow candidates without an email address" }));
  fireEvent.submit(field);
  expect(run.mock.calls).toMatchObject([[[{ name: "Mina Sol", email: null }]]]);
});

it("shows the first five problems, and how many more there are", () => {
  paste(Array.from({ length: 7 }, (_, at) => `nonsense ${String(at)}`).join("\n"));
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    ...[0, 1, 2, 3, 4].map((at) => `Line ${String(at + 1)}: “nonsense ${String(at)}” has no email address.`),
    "and 2 more",
  ]);
});
