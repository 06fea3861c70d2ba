import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../testing";
import { CheckRow, RadioGroup, Switch } from "./choices";

const descriptionOf = (control: HTMLElement) =>
  document.getElementById(control.getAttribute("aria-describedby") ?? "")?.textContent;

it("is a checkbox, named by its text and described by its hint", async () => {
  const onChange = vi.fn();
  show(
    <CheckRow hint="They get an email." onChange={onChange}>
      Remind candidates
    </CheckRow>,
  );
  const box = screen.getByRole("checkbox", { name: "Remind candidates" });
  expect(descriptionOf(box)).toBe("They get an email.");
  fireEvent.click(screen.getByText("Remind candidates"));
  expect(onChange).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("is a switch, named and described in the same way, that can be disabled", async () => {
  const row = (isDisabled: boolean) => (
    <Switch hint="At once." defaultChecked disabled={isDisabled}>
      Record audio
    </Switch>
  );
  const { rerender } = show(row(false));
  const box = screen.getByRole<HTMLInputElement>("switch", { name: "Record audio", checked: true });
  expect(descriptionOf(box)).toBe("At once.");
  fireEvent.click(box);
  expect(box.checked).toBe(false);
  rerender(row(true));
  expect(box.disabled).toBe(true);
  expect(await listViolations()).toEqual([]);
});

it("has no description without a hint", () => {
  show(
    <>
      <CheckRow>Remind candidates</CheckRow>
      <Switch>Record audio</Switch>
    </>,
  );
  expect(screen.getByRole("checkbox").hasAttribute("aria-describedby")).toBe(false);
  expect(screen.getByRole("switch").hasAttribute("aria-describedby")).toBe(false);
});

it("is a named group of radio buttons that reports the one chosen", async () => {
  const onChoose = vi.fn();
  const choices = [
    { id: "guided", name: "Guided", hint: "Without a language model" },
    { id: "model", name: "Model" },
  ] as const;
  show(<RadioGroup label="Interviewer" name="interviewer" choices={choices} chosen="guided" onChoose={onChoose} />);
  expect(screen.getByRole("group", { name: "Interviewer" })).toBeTruthy();
  expect(screen.getByRole("radio", { checked: true })).toBe(screen.getByRole("radio", { name: /^Guided/ }));
  fireEvent.click(screen.getByRole("radio", { name: "Model" }));
  expect(onChoose.mock.calls).toEqual([["model"]]);
  expect(await listViolations()).toEqual([]);
});
