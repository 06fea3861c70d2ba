import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { WholeNumber } from "./TimeFields";

it("can be emptied and retyped, and reports only numbers within its bounds", () => {
  const tell = vi.fn();
  render(<WholeNumber label="Pauses" hint="0 to 10" min={0} max={10} value={3} onNumber={tell} />);
  const box = screen.getByLabelText<HTMLInputElement>("Pauses");
  fireEvent.change(box, { target: { value: "" } });
  expect(box.value).toBe("");
  fireEvent.change(box, { target: { value: "55" } });
  expect(tell).not.toHaveBeenCalled();
  fireEvent.change(box, { target: { value: "5" } });
  expect(tell).toHaveBeenCalledExactlyOnceWith(5);
  fireEvent.change(box, { target: { value: "" } });
  fireEvent.blur(box);
  expect(box.value).toBe("3");
});
