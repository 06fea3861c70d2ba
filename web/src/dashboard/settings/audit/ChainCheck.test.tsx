import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { showAs } from "../../testing/showInDashboard";
import { ChainCheck } from "./ChainCheck";

const ID = "01a22e34-8a00-77ca-a42c-e6188e5475bb";

it.each([
  ["CHANGED", ID, `Entry 7 was changed after it was written. ID: ${ID}`],
  ["CHANGED", null, "Entry 7 doesn’t match the end of the chain."],
  ["MISSING", null, "Entry 7 is missing."],
])("says which entry breaks the chain: %s, %s", async (why, entryId, text) => {
  const data = { isIntact: false, checked: 6, waiting: 0, sealedAt: null, broken: { number: 7, entryId, why } };
  vi.spyOn(api, "GET").mockResolvedValueOnce({ data: { data }, response: new Response() } as never);
  showAs("ADMIN", <ChainCheck />);
  fireEvent.click(screen.getByRole("button", { name: "Verify the chain" }));
  expect((await screen.findByRole("alert")).textContent).toBe(`The chain is broken${text}`);
});
