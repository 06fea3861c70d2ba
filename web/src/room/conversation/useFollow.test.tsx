import { fireEvent, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { useFollow } from "./useFollow";

function Messages({ count }: { count: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const follow = useFollow(scroller, String(count), true);
  return (
    <>
      <div ref={scroller} data-testid="scroller" />
      {follow.isBehind && <button onClick={follow.catchUp}>Jump to latest</button>}
    </>
  );
}

const CLIENT_HEIGHT = 400;
let height = 0;

/** jsdom has no layout: the content has the height that the test sets, and scrolling stops at its end. */
beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    vi.fn(
      class {
        observe = vi.fn();
        disconnect = vi.fn();
      },
    ),
  );
  height = 1000;
  let top = 0;
  Object.defineProperties(HTMLElement.prototype, {
    scrollHeight: { configurable: true, get: () => height },
    clientHeight: { configurable: true, get: () => CLIENT_HEIGHT },
    scrollTop: {
      configurable: true,
      get: () => Math.min(top, height - CLIENT_HEIGHT),
      set: (to: number) => {
        top = to;
      },
    },
  });
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, _x: unknown, y?: number) {
    this.scrollTop = Math.min(y ?? 0, height - CLIENT_HEIGHT);
  };
});

const button = () => screen.queryByRole("button", { name: "Jump to latest" });

it("follows new messages", () => {
  const { rerender } = show(<Messages count={1} />);
  height = 1200;
  rerender(<Messages count={2} />);
  expect(button()).toBeNull();
  expect(screen.getByTestId("scroller").scrollTop).toBe(800);
});

it("stays where the person scrolled before the browser reported any scrolling", () => {
  const { rerender } = show(<Messages count={1} />);
  screen.getByTestId("scroller").scrollTop = 0;
  height = 1200;
  rerender(<Messages count={2} />);
  expect(screen.getByTestId("scroller").scrollTop).toBe(0);
  fireEvent.click(screen.getByRole("button", { name: "Jump to latest" }));
  expect(screen.getByTestId("scroller").scrollTop).toBe(800);
  expect(button()).toBeNull();
});

it("stays where the person scrolled while the content shrank a little", () => {
  const { rerender } = show(<Messages count={1} />);
  screen.getByTestId("scroller").scrollTop = 100;
  height = 950;
  screen.getByTestId("scroller").dispatchEvent(new Event("scroll"));
  height = 1150;
  rerender(<Messages count={2} />);
  expect(button()).not.toBeNull();
  expect(screen.getByTestId("scroller").scrollTop).toBe(100);
});

it("keeps following when only the content shrank", () => {
  const { rerender } = show(<Messages count={1} />);
  height = 700;
  screen.getByTestId("scroller").dispatchEvent(new Event("scroll"));
  height = 1200;
  rerender(<Messages count={2} />);
  expect(button()).toBeNull();
  expect(screen.getByTestId("scroller").scrollTop).toBe(800);
});
