import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { show } from "../../ui/testing";
import { WhoAsks } from "./Disclosure";

it("says that speech becomes part of the transcript if the interview can be spoken", () => {
  show(<WhoAsks interview={{ title: "Screening", channels: ["chat"] }} />);
  expect(screen.getByText(/What you write is kept as a transcript\./)).toBeTruthy();
  show(<WhoAsks interview={{ title: "Screening", channels: ["chat", "voice"] }} />);
  expect(screen.getByText(/What you say or write is kept as a transcript\./)).toBeTruthy();
});
