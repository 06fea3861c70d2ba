import { act, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { announce, Announcer } from "./Announcer";
import { listViolations, show } from "./testing";

const say = (text: string, isUrgent?: boolean) => {
  act(() => {
    announce(text, isUrgent);
  });
};
const polite = () => screen.getByRole("status").textContent;
const urgent = () => screen.getByRole("alert").textContent;

// Announcements outlive the page, so they are cleared: each test begins without one, whatever the order.
afterEach(() => {
  announce("Something else");
  announce("");
});

it("has both live regions, empty, before there is anything to say", async () => {
  show(<Announcer />);
  expect([polite(), urgent()]).toEqual(["", ""]);
  expect(await listViolations()).toEqual([]);
});

it("says ordinary sentences politely and those that can't wait urgently, never both", () => {
  show(<Announcer />);
  say("12 candidates");
  expect([polite(), urgent()]).toEqual(["12 candidates", ""]);
  say("The connection is lost.", true);
  expect([polite(), urgent()]).toEqual(["", "The connection is lost."]);
});

it("changes its text each time the same words are repeated, so that they are spoken again", () => {
  show(<Announcer />);
  const heard = ["Copied", "Copied", "Copied"].map((text) => {
    say(text);
    return polite();
  });
  expect(heard.map((text) => text.trim())).toEqual(["Copied", "Copied", "Copied"]);
  expect(heard[1]).not.toBe(heard[0]);
  expect(heard[2]).not.toBe(heard[1]);
});
