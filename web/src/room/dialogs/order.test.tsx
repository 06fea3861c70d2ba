import { screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { polyfillDialogs, show } from "../../ui/testing";
import { RequestDialog } from "../entry/RequestDialog";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import { ProblemDialog } from "./ProblemDialog";

const INTERVIEW = { title: "Service lead", organizationName: "Harbour" } as Interview;
const LINE = { model: { voice: { phase: "off" } } } as RoomLine;
const CLOSE = vi.fn();

beforeEach(polyfillDialogs);

it.each<[string, ReactNode]>([
  ["Stop the clock and send", <ProblemDialog key="problem" line={LINE} interview={INTERVIEW} onClose={CLOSE} />],
  [
    "Send the request",
    <RequestDialog
      key="request"
      {...{ slug: "lead", token: null, kind: "human_interview", participant: null }}
      interview={INTERVIEW}
      onClose={CLOSE}
    />,
  ],
])("shows Cancel and “%s” in the order in which Tab reaches them", (send, dialog) => {
  show(dialog);
  const buttons = screen.getAllByRole("button");
  expect(buttons.map(({ textContent }) => textContent)).toEqual(["Cancel", send]);
  const layout = buttons.flatMap((button) =>
    [button, button.parentElement].flatMap((part) => [...(part?.classList ?? [])]),
  );
  expect(layout.filter((name) => /reverse|order-(first|last|\d)/.test(name))).toEqual([]);
});
