import { expect, it } from "vitest";

import { listViolations } from "../ui/testing";
import { leaveFrame } from "./frame";
import { FRAMES } from "./frames";

/** Shows a page's HTML as the build writes it; returns its root. */
function showFrame(frame: string): HTMLElement {
  document.body.innerHTML = `<div id="root"></div><div id="frame">${frame}</div>`;
  document.title = "Aural";
  document.documentElement.lang = "en";
  const root = document.getElementById("root");
  if (root === null) throw new Error("#root is missing");
  return root;
}
const findFrame = () => document.getElementById("frame");
/** Mutations are reported after the current task. */
const settle = () => Promise.resolve();

it.each([
  ["room", "en", "Loading the interview"],
  ["room", "zh-Hans", "正在加载"],
  ["dashboard", "en", "Loading"],
  ["dashboard", "zh-Hans", "正在加载"],
] as const)("says in the HTML of a page of the %s, in %s, that it is loading", async (product, locale, heading) => {
  showFrame(FRAMES[product](locale));
  expect(document.querySelector("h1")?.textContent).toBe(heading);
  expect(document.querySelector("main[aria-busy=true], main [aria-busy=true]")).not.toBeNull();
  expect(document.querySelector("#frame :is(button, title)")).toBeNull();
  expect(await listViolations(document)).toEqual([]);
});

it("stays until the page has its main part", async () => {
  const root = showFrame(FRAMES.dashboard("en"));
  leaveFrame(root);
  root.innerHTML = '<div role="status"></div>';
  await settle();
  expect(findFrame()).not.toBeNull();
  root.innerHTML = "<main>Interviews</main>";
  await settle();
  expect(findFrame()).toBeNull();
});
