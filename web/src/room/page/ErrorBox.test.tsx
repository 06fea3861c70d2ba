import { i18n } from "@lingui/core";
import { act, fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { messages as chinese } from "../../locales/zh-Hans/entry.po";
import { listViolations, show } from "../../ui/testing";
import { ErrorBox } from "./ErrorBox";
import { RoomError } from "../link/http";

const SAFE = "Your answers are saved.";

const showError = (error: RoomError, onRetry = vi.fn()) => {
  show(<ErrorBox error={error} safe={SAFE} onRetry={onRetry} />);
  return onRetry;
};
const box = () => screen.getByRole("alert");
const said = () => box().querySelector("p")?.textContent;

it("says in an alert what failed, in the server's words, and what is safe", async () => {
  showError(new RoomError(503, { message: "The interview is busy.", requestId: "req_7" }));
  expect(said()).toBe("The interview is busy. Your answers are saved.");
  expect(box().textContent).toContain("Request ID req_7");
  expect(await listViolations()).toEqual([]);
});

it("says that the server can't be reached if no answer came", () => {
  showError(new RoomError(0, { message: "Failed to fetch" }));
  expect(said()).toBe("We can’t reach the server. Your answers are saved.");
  expect(box().textContent).not.toContain("Request ID");
});

it("shows a general message if the server sends none", () => {
  showError(new RoomError(500));
  expect(said()).toBe("Something went wrong on the server. Your answers are saved.");
});

it("doesn't name the storage, which candidates can't know", () => {
  showError(new RoomError(503, { code: "STORAGE_UNAVAILABLE", message: "The storage cannot be used right now." }));
  expect(said()).toBe("Something on our side isn’t working right now. Your answers are saved.");
});

const LOST = "The connection to the database was lost while this was being saved.";

it("says in the page's language that the server failed, and doesn't name the database", () => {
  showError(new RoomError(500, { code: "INTERNAL_ERROR", message: LOST }));
  expect(said()).toBe(`Something went wrong on the server. ${SAFE}`);
  act(() => {
    i18n.loadAndActivate({ locale: "zh-Hans", messages: chinese });
  });
  expect(said()).toBe(`服务器出现了问题。${SAFE}`);
});

it("leaves trying again to the form if it isn't asked for", () => {
  show(<ErrorBox error={new RoomError(503)} safe={SAFE} />);
  expect(screen.queryByRole("button")).toBeNull();
});

it("says when to come back if there are too many visitors", () => {
  showError(new RoomError(429, { message: "Too many requests." }, 170));
  expect(said()).toBe("Too many visitors right now. Try again in 3 minutes. Your answers are saved.");
});

it("tries again when asked to", () => {
  const onRetry = showError(new RoomError(503));
  expect(onRetry).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it("marks the server's message as English on a Chinese page, and separates it from the next sentence", () => {
  showError(new RoomError(409, { message: "The interview has ended." }));
  act(() => {
    i18n.loadAndActivate({ locale: "zh-Hans", messages: {} });
  });
  expect(screen.getByText("The interview has ended.").lang).toBe("en");
  expect(said()).toBe(`The interview has ended. ${SAFE}`);
});
