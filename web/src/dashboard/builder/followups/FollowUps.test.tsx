import { fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import type { Role } from "../../../api/account";
import { listViolations } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import type { Probe } from "../draft";
import { FollowUps } from "./FollowUps";

const probe = (when: Probe["when"], text: string, about: string | null = null): Probe => ({ when, text, about });
const SUGGESTED = [
  probe("SHORT", "What happened?"),
  probe("NO_RESULT", "How did it turn out?"),
  probe("HALF_UNANSWERED", "Who helped you?", "Who helped you?"),
];

interface Start {
  own?: Probe[] | null;
  suggested?: Probe[] | null;
  role?: Role;
  budget?: number;
  isOn?: boolean;
}

/** Shows them in an editor that saves nothing. Returns the mock that receives each change. */
function open({ own = null, suggested = SUGGESTED, role = "MEMBER", budget = 2, isOn = true }: Start = {}) {
  const changed = vi.fn<(own: Probe[] | null) => void>();
  function Editor() {
    const [now, setNow] = useState(own);
    const onChange = (next: Probe[] | null) => {
      changed(next);
      setNow(next);
    };
    return <FollowUps own={now} suggested={suggested} budget={budget} isOn={isOn} onChange={onChange} />;
  }
  showAs(role, <Editor />);
  return changed;
}

const button = (name: string) => screen.getByRole("button", { name: new RegExp(`${name}$`) });
const press = (name: string) => fireEvent.click(button(name));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const choose = (name: string) => {
  const { value } = screen.getByRole<HTMLOptionElement>("option", { name });
  fireEvent.change(screen.getByLabelText("When to ask"), { target: { value } });
};
const rows = () =>
  screen.getAllByRole("listitem").map((row) => row.querySelector("span")?.textContent ?? row.firstChild?.textContent);

it("shows the suggestions, when each is asked, and how many are asked at most", async () => {
  open();
  expect(rows()).toEqual([
    "1. If the answer is very shortWhat happened?",
    "2. If the answer doesn’t mention the outcomeHow did it turn out?",
    "3. If the answer leaves out “Who helped you?”Who helped you?",
  ]);
  expect(screen.getByText(/^Suggested for this question/).textContent).toContain("asks at most 2");
  expect(screen.queryByRole("button", { name: "Use the suggested follow-ups again" })).toBeNull();
  press("Edit follow-up 3");
  expect(await listViolations()).toEqual([]);
});

it.each([
  [{ isOn: false }, "Follow-ups are off for this question, so none are asked."],
  [{ budget: 0 }, "With the current “Follow-ups” setting, none are asked."],
  [{ own: [] }, "No follow-ups are prepared."],
  [{ suggested: [] }, "No follow-ups are suggested for this question."],
])("says if no follow-ups are asked, prepared or suggested: %o", (start, told) => {
  open(start);
  expect(screen.getByRole("group", { name: "Prepared follow-ups" }).textContent).toContain(told);
});

it("replaces the suggestions with a custom list on the first change, and keeps the others", () => {
  const changed = open();
  press("Edit follow-up 2");
  expect(document.activeElement).toBe(
    within(screen.getByRole("group", { name: "Follow-up 2" })).getByLabelText("When to ask"),
  );
  type("What to ask", "How did the migration turn out?");
  expect(changed).toHaveBeenLastCalledWith([
    SUGGESTED[0],
    probe("NO_RESULT", "How did the migration turn out?"),
    SUGGESTED[2],
  ]);
  press("Done");
  expect(document.activeElement).toBe(button("Edit follow-up 2"));
  expect(screen.getByText(/^Written for this question/)).toBeTruthy();
});

it("doesn't report a follow-up until it is complete, and says what is missing", () => {
  const changed = open();
  press("Add a follow-up");
  expect(screen.queryByText(/isn’t saved until you do/)).toBeNull();
  press("Done");
  const box = screen.getByLabelText("What to ask");
  expect(screen.getByText("Write what to ask. The follow-up isn’t saved until you do.")).toBeTruthy();
  expect(document.activeElement).toBe(box);
  type("What to ask", " what  HAPPENED? ");
  expect(screen.getByText(/^Another follow-up asks the same/)).toBeTruthy();
  expect(changed).not.toHaveBeenCalled();
  type("What to ask", "And what did you do?");
  expect(changed).toHaveBeenLastCalledWith([...SUGGESTED, probe("NO_OWN_PART", "And what did you do?")]);
  type("What to ask", "");
  expect(changed).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(box, { key: "Escape" });
  expect(rows()).toHaveLength(4);
  expect(rows()[3]).toContain("And what did you do?");
});

it("shows the field for a part of the question only for the condition that needs it", () => {
  const changed = open({ own: [SUGGESTED[1] as Probe] });
  press("Edit follow-up 1");
  choose("If the answer leaves out part of the question");
  expect(changed).not.toHaveBeenCalled();
  type("Part of the question", "who helped");
  expect(changed).toHaveBeenLastCalledWith([probe("HALF_UNANSWERED", "How did it turn out?", "who helped")]);
  choose("After any answer");
  expect(changed).toHaveBeenLastCalledWith([probe("ALWAYS", "How did it turn out?")]);
  expect(screen.queryByLabelText("Part of the question")).toBeNull();
});

it("closes the editor on Enter, but not on Ctrl+Enter or during composition", () => {
  open();
  press("Edit follow-up 1");
  const box = screen.getByLabelText("What to ask");
  fireEvent.keyDown(box, { key: "Enter", isComposing: true });
  fireEvent.keyDown(box, { key: "Enter", ctrlKey: true });
  expect(screen.getByLabelText("What to ask")).toBe(box);
  fireEvent.keyDown(box, { key: "Enter" });
  expect(screen.queryByLabelText("What to ask")).toBeNull();
});

it("moves follow-ups with buttons and keys, and keeps the focus on the moved one", () => {
  const changed = open();
  press("Move follow-up 1 down");
  expect(changed).toHaveBeenLastCalledWith([SUGGESTED[1], SUGGESTED[0], SUGGESTED[2]]);
  expect(document.activeElement).toBe(button("Move follow-up 2 down"));
  fireEvent.keyDown(button("Edit follow-up 3"), { key: "ArrowUp", altKey: true });
  expect(changed).toHaveBeenLastCalledWith([SUGGESTED[1], SUGGESTED[2], SUGGESTED[0]]);
  expect(document.activeElement).toBe(button("Move follow-up 2 up"));
  press("Move follow-up 1 up");
  press("Move follow-up 3 down");
  expect(changed).toHaveBeenCalledTimes(2);
});

it("keeps what is being written while others are moved", () => {
  const changed = open();
  press("Add a follow-up");
  press("Move follow-up 1 down");
  type("What to ask", "Why?");
  press("Done");
  press("Edit follow-up 1");
  press("Move follow-up 2 up");
  type("What to ask", "How did it end?");
  const [first, second, third] = SUGGESTED;
  expect(changed).toHaveBeenLastCalledWith([
    first,
    { ...second, text: "How did it end?" },
    third,
    probe("NO_OWN_PART", "Why?"),
  ]);
});

it("removes a new, empty follow-up without reporting a change", () => {
  const changed = open();
  press("Add a follow-up");
  press("Remove follow-up 4");
  expect(document.activeElement).toBe(button("Add a follow-up"));
  expect(rows()).toHaveLength(3);
  expect(changed).not.toHaveBeenCalled();
});

it("removes follow-ups, and moves the focus to a remaining one or to the Add button", () => {
  const changed = open();
  const remove = (number: number) => {
    press(`Edit follow-up ${String(number)}`);
    press(`Remove follow-up ${String(number)}`);
  };
  remove(3);
  expect(document.activeElement).toBe(button("Edit follow-up 2"));
  remove(1);
  remove(1);
  expect(changed).toHaveBeenLastCalledWith([]);
  expect(document.activeElement).toBe(button("Add a follow-up"));
});

it("allows at most five follow-ups", () => {
  open({ own: [1, 2, 3, 4, 5].map((number) => probe("ALWAYS", `Why ${String(number)}?`)) });
  expect(button("Add a follow-up").getAttribute("aria-disabled")).toBe("true");
  press("Add a follow-up");
  expect(screen.queryByLabelText("What to ask")).toBeNull();
  expect(screen.getByText("A question can have up to 5 follow-ups. Remove one to add another.")).toBeTruthy();
});

it("restores the suggestions, and says when they will appear if they are unknown", () => {
  const changed = open({ own: [probe("ALWAYS", "Why?")], suggested: null });
  press("Use the suggested follow-ups again");
  expect(changed).toHaveBeenLastCalledWith(null);
  expect(screen.getByText("Suggestions appear once the question is saved.")).toBeTruthy();
  expect(document.activeElement).toBe(button("Add a follow-up"));
});

it("is read-only for viewers", () => {
  open({ role: "VIEWER" });
  expect(rows()).toHaveLength(3);
  expect(screen.queryAllByRole("button")).toEqual([]);
  expect(screen.queryByText(/If you edit one/)).toBeNull();
});
