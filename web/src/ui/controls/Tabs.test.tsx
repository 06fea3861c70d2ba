import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";

import { listViolations, show } from "../testing";
import { Tabs } from "./Tabs";

type Id = "answers" | "notes";

function Report() {
  const [chosen, setChosen] = useState<Id>("answers");
  return (
    <Tabs
      label="Report"
      chosen={chosen}
      onChoose={setChosen}
      tabs={[
        { id: "answers", title: "Answers", content: <p>Three answers</p> },
        { id: "notes", title: "Notes", content: <p>One note</p> },
      ]}
    />
  );
}
const tab = (name: string) => screen.getByRole("tab", { name });
const isChosen = (name: string) => tab(name).getAttribute("aria-selected");
const panel = () => screen.getByRole("tabpanel");

it("is a named list of tabs, each of which names its panel", async () => {
  show(<Report />);
  expect(screen.getByRole("tablist", { name: "Report" })).toBeTruthy();
  expect([isChosen("Answers"), isChosen("Notes")]).toEqual(["true", "false"]);
  expect(screen.getByRole("tabpanel", { name: "Answers" }).textContent).toBe("Three answers");
  expect(await listViolations()).toEqual([]);
});

it("opens the tab that is pressed", () => {
  show(<Report />);
  fireEvent.click(tab("Notes"));
  expect([isChosen("Answers"), isChosen("Notes")]).toEqual(["false", "true"]);
  expect(panel().textContent).toBe("One note");
});

it("moves with the arrow keys, Home and End", () => {
  show(<Report />);
  act(() => {
    tab("Answers").focus();
  });
  const goes: [string, string][] = [
    ["ArrowRight", "Notes"],
    ["ArrowLeft", "Answers"],
    ["ArrowLeft", "Notes"],
    ["ArrowRight", "Answers"],
    ["End", "Notes"],
    ["Home", "Answers"],
  ];
  for (const [key, name] of goes) {
    fireEvent.keyDown(document.activeElement as Element, { key });
    expect(document.activeElement).toBe(tab(name));
    expect(panel().textContent).toBe(name === "Notes" ? "One note" : "Three answers");
  }
});

it("leaves the browser its own shortcuts", () => {
  show(<Report />);
  act(() => {
    tab("Answers").focus();
  });
  expect(fireEvent.keyDown(tab("Answers"), { key: "ArrowLeft", altKey: true })).toBe(true); // back
  expect(isChosen("Answers")).toBe("true");
});

it("has one stop for the Tab key in its list, and one for the panel", () => {
  show(<Report />);
  expect([tab("Answers").tabIndex, tab("Notes").tabIndex, panel().tabIndex]).toEqual([0, -1, 0]);
});
