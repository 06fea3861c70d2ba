import { i18n } from "@lingui/core";
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { messages as chinese } from "../locales/zh-Hans/shared.po";
import { ErrorBox } from "./ErrorBox";
import type { Failure } from "./ServerMessage";
import { listViolations, show, stubClipboard } from "./testing";

const busy = { status: 503, code: "X", message: "The database is busy.", requestId: "req_7" };

const box = () => screen.getByRole("alert");
const first = () => box().querySelector("strong")?.textContent;
const said = () => box().querySelector("p")?.textContent.trim();

it("says in an alert what failed, why, and what is safe", async () => {
  show(<ErrorBox error={busy} what="The report could not be loaded." safe="Nothing was changed." onRetry={vi.fn()} />);
  expect(first()).toBe("The report could not be loaded.");
  expect(said()).toBe("The report could not be loaded. The database is busy. Nothing was changed.");
  expect(await listViolations()).toEqual([]);
});

it("shows the server's message, once, if the page doesn't say what failed", () => {
  show(<ErrorBox error={busy} safe="Nothing was changed." />);
  expect(first()).toBe("The database is busy.");
  expect(said()).toBe("The database is busy. Nothing was changed.");
});

it("says that the server can't be reached, instead of what failed, without a response", () => {
  show(
    <ErrorBox
      error={{ status: 0, code: "X", message: "", requestId: null }}
      what="The report could not be loaded."
      safe="Nothing was changed."
    />,
  );
  expect(said()).toBe("We can’t reach the server. Nothing was changed.");
});

const write = { ...busy, effect: "once" } as const;

it.each([
  ["no response", { status: 0, code: "UNAVAILABLE", message: "" }, "We can’t reach the server."],
  ["a proxy's response", { status: 504, code: "UNAVAILABLE", message: "" }, "Something went wrong on the server."],
  [
    "a fault of the server",
    { status: 500, code: "INTERNAL_ERROR", message: "The connection to the database was lost." },
    "Something went wrong on the server.",
  ],
])("claims nothing about a change after %s, because it may have succeeded", async (_, failure, why) => {
  show(<ErrorBox error={{ ...write, ...failure }} what="It was not published." safe="It is still a draft." />);
  expect(said()).toBe(`${why} Your request may still have succeeded, and it’s safe to try again.`);
  expect(await listViolations()).toEqual([]);
});

it("asks to check first if sending the request again may change something twice", () => {
  show(<ErrorBox error={{ ...busy, status: 0, effect: "each" }} safe="Nothing was sent." kept="Your text is here." />);
  expect(said()).toBe(
    "We can’t reach the server. Your request may still have succeeded, so check before you try again. " +
      "Your text is here.",
  );
});

it("alarms no one about a request that changes nothing", () => {
  show(<ErrorBox error={{ ...busy, status: 0, effect: "none" }} safe="The interview was not changed." />);
  expect(said()).toBe("We can’t reach the server. The interview was not changed.");
});

it("claims nothing about a change that was sent again and then refused for too many requests", () => {
  show(
    <ErrorBox
      error={{ ...write, status: 429, code: "RATE_LIMITED", isOpen: true }}
      what="It was not published."
      safe="It is still a draft."
    />,
  );
  expect(said()).toMatch(/ Your request may still have succeeded, and it’s safe to try again\.$/);
  expect(said()).not.toMatch(/not published|still a draft/);
});

it("adds nothing to the server's message while the first attempt is still running", () => {
  const running = { ...write, status: 409, code: "CONFLICT", message: "Try again in a moment.", retryAfter: 1 };
  show(
    <ErrorBox error={{ ...running, isTranslated: true }} what="It was not published." safe="It is still a draft." />,
  );
  expect(said()).toBe("Try again in a moment.");
});

it.each([
  [0, "We can’t reach the server. Your text is still here."],
  [422, "The database is busy. Nothing was saved. Your text is still here."],
])("says what the page still has, whether or not a change succeeded: status %d", (status, words) => {
  show(<ErrorBox error={{ ...write, status }} safe="Nothing was saved." kept="Your text is still here." />);
  expect(said()).toBe(words);
});

it.each([
  [409, "CONFLICT"],
  [429, "RATE_LIMITED"],
  [503, "DRAINING"],
  [503, "STORAGE_UNAVAILABLE"],
])("says that nothing changed if the server refused a change: %d %s", (status, code) => {
  show(<ErrorBox error={{ ...write, status, code }} what="It was not published." safe="It is still a draft." />);
  expect(said()).toMatch(/^It was not published\. .* It is still a draft\.$/);
});

it("shows a general message if the server sends none", () => {
  show(<ErrorBox error={{ status: 500, code: "X", message: "", requestId: null }} />);
  expect(said()).toBe("Something went wrong on the server.");
});

it("says only what failed if the server sends no message", () => {
  show(
    <ErrorBox
      error={{ status: 500, code: "X", message: "", requestId: null }}
      what="The report could not be loaded."
    />,
  );
  expect(said()).toBe("The report could not be loaded.");
});

it("shows the request ID, and copies it", async () => {
  const writeText = stubClipboard();
  show(<ErrorBox error={busy} />);
  expect(box().textContent).toContain("Request ID req_7");
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeTruthy();
  expect(writeText.mock.calls).toEqual([["req_7"]]);
});

it("shows no request ID if there is none", () => {
  show(<ErrorBox error={{ status: 0, code: "X", message: "", requestId: null }} />);
  expect(box().textContent).not.toContain("Request ID");
  expect(screen.queryByRole("button")).toBeNull();
});

it("tries again when asked to, and doesn't offer it if that isn't possible", () => {
  const onRetry = vi.fn();
  const { rerender } = show(<ErrorBox error={busy} onRetry={onRetry} />);
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
  rerender(<ErrorBox error={busy} />);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

it("says what its button does, if it doesn't repeat the request", () => {
  const onRetry = vi.fn();
  show(<ErrorBox error={busy} retry="Load their version" onRetry={onRetry} />);
  fireEvent.click(screen.getByRole("button", { name: "Load their version" }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it.each(["INTERNAL_ERROR", "STORAGE_UNAVAILABLE", "PRECONDITION_FAILED"])(
  "replaces the server's words for programmers: %s",
  (code) => {
    show(<ErrorBox error={{ ...busy, code }} what="The report could not be loaded." />);
    expect(said()).toMatch(/^The report could not be loaded\. \w/);
    expect(said()).not.toContain("The database is busy.");
  },
);

const inChinese = (failure: Partial<Failure>, safe = "") => {
  show(<ErrorBox error={{ ...busy, ...failure }} what="无法加载此内容。" safe={safe} />);
  act(() => {
    i18n.loadAndActivate({ locale: "zh-Hans", messages: chinese });
  });
};

it("is in the reader's language if the error code has a translation", () => {
  inChinese({ code: "STORAGE_UNAVAILABLE" });
  expect(said()).toMatch(/^无法加载此内容。\p{Script=Han}/u);
  expect(said()).not.toContain("The database is busy.");
});

it("claims nothing in Chinese about a change after a fault of the server", () => {
  inChinese({ status: 500, code: "INTERNAL_ERROR", effect: "once" }, "未作任何更改。");
  expect(said()).toBe("服务器出现了问题。你的请求可能已经成功，可以放心重试。");
});

it("marks the server's message as English on a page in another language", () => {
  inChinese({ code: "CONFLICT", message: "Mina is under a legal hold." });
  expect(screen.getByText("Mina is under a legal hold.").getAttribute("lang")).toBe("en");
});

it("separates the server's English from the sentence after it", () => {
  inChinese({ code: "CONFLICT", message: "Mina is under a legal hold." }, "未作任何更改。");
  expect(said()).toBe("无法加载此内容。Mina is under a legal hold. 未作任何更改。");
});
