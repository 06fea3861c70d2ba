import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { after, open, view } from "../link/testing";
import type { StateName } from "./states";
import { SpokenState } from "../voice/SpokenState";

const look = (state: StateName) => {
  show(<SpokenState state={state} text={{ label: "State", line: "" }} model={after([open(view("your_turn"))])} />);
  return screen.queryByText("Good connection");
};

it.each<StateName>(["connecting", "connecting_long"])("calls no connection good in %s", (state) => {
  expect(look(state)).toBeNull();
});

it("shows the quality of the connection while it is used", () => {
  expect(look("listening")).not.toBeNull();
});
