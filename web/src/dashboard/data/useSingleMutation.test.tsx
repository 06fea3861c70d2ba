import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
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

const turn = () => act(() => new Promise((done) => setTimeout(done, 5)));
const button = () => screen.getByRole("button", { name: "Add" });
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
  await turn();
  expect(send).toHaveBeenCalledOnce();
  expect(button().getAttribute("aria-disabled")).toBe("true");
});

it.each([undefined, new Error("lost")])(
  "can be sent again once it has ended, also after an error: %s",
  async (error) => {
    doubleClick();
    await turn();
    settle(error);
    await turn();
    expect(button().getAttribute("aria-disabled")).toBe("false");
    fireEvent.click(button());
    await turn();
    expect(send).toHaveBeenCalledTimes(2);
  },
);
