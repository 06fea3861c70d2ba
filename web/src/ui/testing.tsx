import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, cleanup, fireEvent, render } from "@testing-library/react";
import axe from "axe-core";
import type { ReactNode } from "react";
import { afterEach, beforeEach, vi } from "vitest";

/** Helpers for component tests. Importing this module clears the page, fake timers and globals after each test. */

beforeEach(() => {
  vi.stubGlobal("scrollTo", vi.fn()); // jsdom has none
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The same as `AXE_TAGS` in tests/web/conftest.py. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * A canvas where each character is a filled square: axe draws words to distinguish them from icons, and jsdom can't
 * draw.
 */
const CANVAS = {
  canvas: {},
  measureText: ({ length }: string) => ({ width: 30 * length }),
  fillText: () => undefined,
  clearRect: () => undefined,
  getImageData: () => ({ data: new Uint8Array(4).fill(255) }),
};

/**
 * Lists the problems that axe finds, one line for each rule and element. Pass `document` to check a whole page: it then
 * needs a title, a main part and one h1. Contrast is left to the tests in a browser, since jsdom computes no colors.
 * Call it last: axe never finishes while timers are fake, so this restores the real timers.
 */
export async function listViolations(context: Element | Document = document.body): Promise<string[]> {
  vi.useRealTimers();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(CANVAS as never);
  const { violations } = await axe.run(context, {
    runOnly: AXE_TAGS,
    rules: { "color-contrast": { enabled: false } },
    resultTypes: ["violations"],
    preload: false,
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

function InEnglish({ children }: { children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>;
}

function InMain({ children }: { children: ReactNode }) {
  return (
    <InEnglish>
      <main>{children}</main>
    </InEnglish>
  );
}

function renderInEnglish(ui: ReactNode, wrapper: typeof InEnglish) {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  document.documentElement.lang = "en";
  return render(ui, { wrapper });
}

/** Renders a page that brings its own main part. */
export const showPage = (page: ReactNode) => renderInEnglish(page, InEnglish);

/** Renders a part of a page inside a main part. */
export const show = (part: ReactNode) => renderInEnglish(part, InMain);

/** Lets fake time pass. */
export function pass(milliseconds: number): void {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

/** jsdom has no modal dialogs: as in a browser, the first control gets focus, and closing gives focus back. */
export function polyfillDialogs(): void {
  const openers = new WeakMap<HTMLDialogElement, Element>();
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      if (document.activeElement) openers.set(this, document.activeElement);
      this.open = true;
      this.querySelector<HTMLElement>("input, button")?.focus();
    },
    close(this: HTMLDialogElement) {
      this.open = false;
      const opener = openers.get(this);
      if (opener instanceof HTMLElement) opener.focus();
    },
  });
}

/** Presses Escape in a dialog, as a browser does: the dialog is asked to cancel unless the key was prevented. */
export function pressEscape(dialog: HTMLElement): void {
  if (fireEvent.keyDown(dialog, { key: "Escape" })) fireEvent(dialog, new Event("cancel", { cancelable: true }));
}

/** A secure page with a clipboard; returns the spy that gets the copied texts. */
export function stubClipboard() {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  return writeText;
}
