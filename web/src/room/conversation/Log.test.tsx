import { act } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import type { DraftBox } from "../composer/useDraft";
import { after, open, view } from "../link/testing";
import type { RoomLine } from "../link/useRoom";
import { Log } from "./Log";

it("keeps the newest message in view when its window gets lower", () => {
  let resize: () => void = () => undefined;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        resize = callback;
      }
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
  const scrollTo = vi.fn();
  Element.prototype.scrollTo = scrollTo;
  const line = { model: after([open(view("your_turn"))]) } as unknown as RoomLine;
  show(<Log line={line} interview={{ title: "Screening" }} draft={{} as DraftBox} className="" />);
  scrollTo.mockClear();
  act(resize);
  expect(scrollTo).toHaveBeenCalledOnce();
});
