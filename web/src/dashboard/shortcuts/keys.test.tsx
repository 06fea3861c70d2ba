import { afterEach, describe, expect, it } from "vitest";

import { shortcutOf, singleKeyChoice } from "./keys";

const NO_KEYS = { ctrlKey: false, metaKey: false, altKey: false };
const at = (html: string) => {
  document.body.innerHTML = html;
  return document.body.firstElementChild;
};

afterEach(() => {
  localStorage.clear();
});

describe("Ctrl+K", () => {
  it.each(["ctrlKey", "metaKey"])("opens the search with %s, even in a field", (modifier) => {
    const target = at("<input>");
    expect(shortcutOf({ ...NO_KEYS, [modifier]: true, key: "k", target }, false)).toBe("search");
  });

  it("does nothing as K alone, with Alt, or while a character is being composed", () => {
    const target = at("<p></p>");
    expect(shortcutOf({ ...NO_KEYS, key: "k", target }, true)).toBeNull();
    expect(shortcutOf({ ...NO_KEYS, ctrlKey: true, altKey: true, key: "k", target }, true)).toBeNull();
    expect(shortcutOf({ ...NO_KEYS, ctrlKey: true, key: "k", target, isComposing: true }, true)).toBeNull();
  });
});

describe("the question mark", () => {
  it("opens the list of keys", () => {
    expect(shortcutOf({ ...NO_KEYS, key: "?", target: at("<button></button>") }, true)).toBe("keys");
    expect(shortcutOf({ ...NO_KEYS, key: "?", target: at("<input type=checkbox>") }, true)).toBe("keys");
  });

  it.each(["<input>", "<input type=search>", "<textarea></textarea>", "<div contenteditable></div>"])(
    "is typed in %s",
    (html) => {
      expect(shortcutOf({ ...NO_KEYS, key: "?", target: at(html) }, true)).toBeNull();
    },
  );

  it("is typed in the code editor, which hides its field", () => {
    const host = at("<div></div>");
    host?.attachShadow({ mode: "open" });
    expect(shortcutOf({ ...NO_KEYS, key: "?", target: host }, true)).toBeNull();
  });

  it("does nothing once single-key shortcuts are off", () => {
    singleKeyChoice.set(false);
    expect(singleKeyChoice.get()).toBe(false);
    expect(shortcutOf({ ...NO_KEYS, key: "?", target: at("<p></p>") }, singleKeyChoice.get())).toBeNull();
    singleKeyChoice.set(true);
    expect(singleKeyChoice.get()).toBe(true);
  });
});
