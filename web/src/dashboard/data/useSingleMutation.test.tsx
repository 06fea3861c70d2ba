import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { useChange } from "../team/useTeam";

let settle: (error?: Error) => void;
const send = vi.fn((_text: string) => {
  return new Promise<void>((done, fail) => {
    settle = (error) => {
      if (error === undefined) done();
      else fail(error);
    };
  });
});

function Form() {
  const change = useChange(send, []);
  return (
    <button
      type="button"
      aria-disabled={change.isBusy}
      onClick={() => {
        change.send("text");
      }}
    >
      Add
    </button>
  );
}

const button = () => screen.getByRole("button", { name: "Add" });
const untilDisabledIs = (value: string) =>
  waitFor(() => {
    expect(button().getAttribute("aria-disabled")).toBe(value);
  });
/** Both clicks of a double click, before the page can show the first. */
const doubleClick = () => {
  const node = button();
  node.click();
  node.click();
};

beforeEach(() => {
  send.mockClear();
  show(
    <QueryClientProvider client={new QueryClient()}>
      <Form />
    </QueryClientProvider>,
  );
});

it("is sent once by a double click", async () => {
  doubleClick();
  await untilDisabledIs("true");
  expect(send).toHaveBeenCalledOnce();
});

it.each([undefined, new Error("lost")])(
  "can be sent again once it has ended, also after an error: %s",
  async (error) => {
    doubleClick();
    await untilDisabledIs("true");
    settle(error);
    await untilDisabledIs("false");
    fireEvent.click(button());
    await untilDisabledIs("true");
    expect(send).toHaveBeenCalledTimes(2);
  },
);
