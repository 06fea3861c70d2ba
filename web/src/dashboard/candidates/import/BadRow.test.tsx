import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { listViolations } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import type { List } from "../useCandidates";
import { BadRow } from "./BadRow";

const row = (...fields: ("email" | "phone" | "notes")[]): List["problems"][number] => ({
  ...{ line: 4, name: "Ada", email: "ada@example.com", phone: "0".repeat(300), notes: "Met at the fair" },
  reasons: fields.map((field) => ({ field, code: "TOO_LONG" as const, message: "" })),
});

it("has a field for each value that can’t be saved, and sends what was changed", async () => {
  const patch = vi.spyOn(api, "PATCH").mockResolvedValue({ data: { data: {} }, response: new Response() } as never);
  const list = { id: "x1" } as List;
  showAs(
    "MEMBER",
    <ul>
      <BadRow list={list} row={row("phone", "notes")} onChange={vi.fn()} />
    </ul>,
  );
  for (const name of ["Phone", "Notes"])
    expect(screen.getByRole("textbox", { name, description: "This is too long." })).toBeTruthy();
  expect(await listViolations()).toEqual([]);
  fireEvent.change(screen.getByLabelText("Phone"), { target: { value: "4711" } });
  fireEvent.click(screen.getByRole("button", { name: "Save line 4" }));
  await vi.waitFor(() => {
    expect(patch).toHaveBeenCalledTimes(1);
  });
  const [, sent] = patch.mock.calls[0] as unknown as [string, { body: unknown }];
  expect(sent.body).toEqual({
    rows: [{ line: 4, isLeftOut: false, name: "Ada", email: "ada@example.com", phone: "4711" }],
  });
});

it("has no fields for values without a problem", () => {
  showAs(
    "MEMBER",
    <ul>
      <BadRow list={{ id: "x1" } as List} row={row("email")} onChange={vi.fn()} />
    </ul>,
  );
  expect(screen.getAllByRole("textbox").map((field) => (field as HTMLInputElement).labels?.[0]?.textContent)).toEqual([
    "Name",
    "Email",
  ]);
});
