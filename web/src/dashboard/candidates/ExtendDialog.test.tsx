import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { polyfillDialogs } from "../../ui/testing";
import { showAs } from "../testing/showInDashboard";
import { ExtendDialog } from "./ExtendDialog";
import type { Candidate } from "./useCandidates";

const NOON = new Date(2026, 10, 14, 12).toISOString();
const row = { id: "c1", expiresAt: NOON } as Candidate;

beforeEach(polyfillDialogs);

/** Saves the given day and returns the request bodies. */
async function save(day: string): Promise<unknown[]> {
  const patch = vi.spyOn(api, "PATCH").mockResolvedValue({ data: { data: row }, response: new Response() } as never);
  const onClose = vi.fn();
  showAs("MEMBER", <ExtendDialog row={row} name="Mina" onClose={onClose} />);
  const field = screen.getByLabelText<HTMLInputElement>("Last day to start");
  expect(field.value).toBe("2026-11-14");
  fireEvent.change(field, { target: { value: day } });
  fireEvent.click(screen.getByRole("button", { name: "Save expiry" }));
  await waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  const calls = patch.mock.calls as unknown as [string, { body: unknown }][];
  return calls.map(([, { body }]) => body);
}

it("sets an invitation to expire at the end of its last day", async () => {
  expect(await save("2026-12-01")).toEqual([{ expiresAt: new Date(2026, 11, 1, 23, 59, 59).toISOString() }]);
});

it("removes the expiry of an invitation if the last day is empty", async () => {
  expect(await save("")).toEqual([{ expiresAt: null }]);
});
