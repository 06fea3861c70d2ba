import { fireEvent, screen } from "@testing-library/react";
import { type SubmitEvent, useState } from "react";
import { expect, it, vi } from "vitest";

import { Button, type ButtonProps, LinkButton } from "./Button";
import { listViolations, pass, show } from "./testing";

const button = () => screen.getByRole<HTMLButtonElement>("button");

it("can be pressed, and doesn't submit its form by default", async () => {
  const onClick = vi.fn();
  const onSubmit = vi.fn();
  show(
    <form onSubmit={onSubmit}>
      <Button onClick={onClick}>Test the microphone</Button>
    </form>,
  );
  fireEvent.click(button());
  expect(onClick).toHaveBeenCalledOnce();
  expect(onSubmit).not.toHaveBeenCalled();
  expect(button().hasAttribute("aria-disabled")).toBe(false);
  expect(await listViolations()).toEqual([]);
});

it("can be reached while it is off, but not pressed", async () => {
  const onClick = vi.fn();
  show(
    <Button isOff onClick={onClick}>
      Send
    </Button>,
  );
  button().focus();
  expect(document.activeElement).toBe(button());
  expect(button().getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button());
  expect(onClick).not.toHaveBeenCalled();
  expect(await listViolations()).toEqual([]);
});

it("doesn't submit a form again while it is busy", () => {
  const onSend = vi.fn();
  function Form() {
    const [isBusy, setBusy] = useState(false);
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      onSend();
      setBusy(true);
    };
    return (
      <form onSubmit={submit}>
        <Button type="submit" isOff={isBusy}>
          Send
        </Button>
      </form>
    );
  }
  show(<Form />);
  fireEvent.click(button());
  fireEvent.click(button());
  expect(onSend).toHaveBeenCalledOnce();
});

it("ignores a press within 400 ms after its action has changed", () => {
  vi.useFakeTimers();
  const onClick = vi.fn();
  const doing = (what: string) => (
    <Button doing={what} onClick={onClick}>
      {what}
    </Button>
  );
  const { rerender } = show(doing("Continue"));
  fireEvent.click(button());
  expect(onClick).toHaveBeenCalledOnce();
  rerender(doing("Send"));
  pass(399);
  fireEvent.click(button());
  expect(onClick).toHaveBeenCalledOnce();
  pass(1);
  fireEvent.click(button());
  expect(onClick).toHaveBeenCalledTimes(2);
});

it("doesn't submit a form within 400 ms after its action has changed", () => {
  vi.useFakeTimers();
  const onSubmit = vi.fn((event: SubmitEvent) => {
    event.preventDefault();
  });
  const form = (doing: string) => (
    <form onSubmit={onSubmit}>
      <Button type="submit" doing={doing}>
        {doing}
      </Button>
    </form>
  );
  const { rerender } = show(form("Send"));
  rerender(form("Nothing to add"));
  pass(399);
  fireEvent.click(button());
  expect(onSubmit).not.toHaveBeenCalled();
  pass(1);
  fireEvent.click(button());
  expect(onSubmit).toHaveBeenCalledOnce();
});

it("is a link if it leads to a file", () => {
  show(<LinkButton href="/report.pdf">Download</LinkButton>);
  expect(screen.getByRole("link", { name: "Download" }).getAttribute("href")).toBe("/report.pdf");
});

it("has exactly one height and one padding class in each look and size", () => {
  const classes = (props: Pick<ButtonProps, "look" | "size">) => {
    const { container, unmount } = show(<Button {...props}>Send</Button>);
    const names = container.querySelector("button")?.className.split(" ") ?? [];
    unmount();
    return names.filter((name) => /^(min-h|px)-/.test(name)).join(" ");
  };
  const looks = ["main", "plain", "quiet", "danger"] as const;
  expect(looks.map((look) => classes({ look }))).toEqual([
    "min-h-14 px-6",
    "min-h-11 px-4",
    "min-h-11 px-3",
    "min-h-11 px-4",
  ]);
  for (const look of looks)
    expect((["large", "medium", "small", "icon"] as const).map((size) => classes({ look, size }))).toEqual([
      "min-h-14 px-6",
      look === "quiet" ? "min-h-11 px-3" : "min-h-11 px-4",
      "min-h-9 px-4",
      "min-h-9 px-0",
    ]);
});
