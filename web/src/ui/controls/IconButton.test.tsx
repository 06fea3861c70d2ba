import { fireEvent, screen } from "@testing-library/react";
import { X } from "lucide-react";
import { expect, it, vi } from "vitest";

import { listViolations, show } from "../testing";
import { IconButton } from "./IconButton";

it("is named by its label, while its icon is hidden", async () => {
  const onClick = vi.fn();
  show(<IconButton icon={X} label="Close" onClick={onClick} />);
  const button = screen.getByRole("button", { name: "Close" });
  expect(button.querySelector("svg")?.getAttribute("aria-hidden")).toBe("true");
  fireEvent.click(button);
  expect(onClick).toHaveBeenCalledOnce();
  expect(await listViolations()).toEqual([]);
});

it("can't be pressed while it is off", () => {
  const onClick = vi.fn();
  show(<IconButton isOff icon={X} label="Close" onClick={onClick} />);
  const button = screen.getByRole("button", { name: "Close" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
});
