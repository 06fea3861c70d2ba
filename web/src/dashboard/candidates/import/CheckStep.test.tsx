import { RouterProvider } from "@tanstack/react-router";
import { fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { createTestRouter, showAs } from "../../testing/showInDashboard";
import type { List } from "../useCandidates";
import { CheckStep } from "./CheckStep";

const bad = (line: number, name: string) =>
  ({ line, name, email: `${name}@`, reasons: [{ field: "email", code: "NOT_AN_EMAIL", message: "" }] }) as never;

const LIST = {
  ...{ id: "x1", interviewId: "i1", rowCount: 2, ready: 0, toFix: 2, alreadyHere: 0, leftOut: 0 },
  ...{ createdCount: 0, writtenCount: 0, isDone: false, allowsMissingEmail: false },
  ...{ known: [], problems: [bad(2, "ada"), bad(3, "bo")] },
} as unknown as List;

function Step({ first = LIST }: { first?: List }) {
  const [list, setList] = useState(first);
  return <CheckStep list={list} onChange={setList} onBack={vi.fn()} />;
}

it("shows each row's own values once the row before it is fixed", async () => {
  const fixed = { ...LIST, ready: 1, toFix: 1, problems: LIST.problems.slice(1) };
  vi.spyOn(api, "PATCH").mockResolvedValue({ data: { data: fixed }, response: new Response() });
  showAs("MEMBER", <RouterProvider router={createTestRouter(<Step />)} />);
  await screen.findByRole("region", { name: "Rows to fix" });
  const rows = () => within(screen.getByRole("region", { name: "Rows to fix" }));
  fireEvent.change(rows().getAllByLabelText("Email")[0] as HTMLElement, { target: { value: "ada@example.com" } });
  fireEvent.click(rows().getByRole("button", { name: "Save line 2" }));
  await vi.waitFor(() => {
    expect(rows().queryByRole("button", { name: "Save line 2" })).toBeNull();
  });
  expect(rows().getByLabelText<HTMLInputElement>("Email").value).toBe("bo@");
  expect(rows().getByLabelText<HTMLInputElement>("Name").value).toBe("bo");
});

it("asks the server again after a refusal, instead of for the same answer", async () => {
  const post = vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(403, { message: "The hours are used up." }));
  post.mockResolvedValueOnce({ data: { data: { ...LIST, isDone: true } }, response: new Response() } as never);
  showAs("MEMBER", <RouterProvider router={createTestRouter(<Step first={{ ...LIST, ready: 1 }} />)} />);
  fireEvent.click(await screen.findByRole("button", { name: "Add 1 candidate" }));
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  await vi.waitFor(() => {
    expect(post).toHaveBeenCalledTimes(2);
  });
  const sent = ["/imports/{id}/confirm", { params: { path: { id: "x1" } }, body: { from: 0 } }];
  expect(post.mock.calls).toEqual([sent, sent]);
});
