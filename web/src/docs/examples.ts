/** Code examples: tabs if there are several languages, and a button that copies. */

import { copyText } from "../ui/hooks/copyText";

const KEPT = "aural.docs.language";
const SAID_MILLISECONDS = 2_000;

/** The language chosen on this page, for browsers that store nothing. */
let chosenHere = "";

function readChoice(): string {
  try {
    return localStorage.getItem(KEPT) ?? chosenHere;
  } catch {
    return chosenHere;
  }
}

function keepChoice(label: string): void {
  chosenHere = label;
  try {
    localStorage.setItem(KEPT, label);
  } catch {
    // The browser stores nothing: the choice lasts as long as this page.
  }
}

/** Turns a group of blocks into tabs. Without scripts, the blocks are below each other, each with its language. */
export function addTabs(group: HTMLElement): void {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Language");
  for (const panel of group.querySelectorAll<HTMLElement>(".code")) {
    const label = panel.querySelector(".language")?.textContent ?? "";
    panel.dataset.label = label;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-label", label);
    list.append(makeTab(label));
  }
  list.addEventListener("keydown", moveOn);
  group.prepend(list);
  show(group, readChoice());
}

function makeTab(label: string): HTMLButtonElement {
  const tab = document.createElement("button");
  tab.type = "button";
  tab.textContent = label;
  tab.setAttribute("role", "tab");
  tab.addEventListener("click", () => {
    choose(tab);
  });
  return tab;
}

/** Shows the language in every group of this page and of later ones. The clicked tab stays in place on the screen. */
function choose(tab: HTMLButtonElement): void {
  const label = tab.textContent;
  const before = tab.getBoundingClientRect().top;
  keepChoice(label);
  for (const group of document.querySelectorAll<HTMLElement>(".examples")) show(group, label);
  window.scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
}

function show(group: HTMLElement, wanted: string): void {
  const tabs = [...group.querySelectorAll<HTMLButtonElement>("[role=tab]")];
  const chosen = tabs.find((tab) => tab.textContent === wanted) ?? tabs[0];
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  for (const panel of group.querySelectorAll<HTMLElement>(".code"))
    panel.hidden = panel.dataset.label !== chosen?.textContent;
}

const STEPS: Partial<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

function moveOn(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const tab = event.target as HTMLButtonElement;
  if (step === undefined) return;
  const tabs = [...(tab.parentElement?.children ?? [])] as HTMLButtonElement[];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  if (next === undefined) return;
  choose(next);
  next.focus();
}

export function addCopying(block: HTMLElement): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    void copy(block.querySelector("code")?.textContent ?? "", button);
  });
  block.append(button);
}

async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  try {
    await copyText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied";
  }
  setTimeout(() => (button.textContent = "Copy"), SAID_MILLISECONDS);
}
