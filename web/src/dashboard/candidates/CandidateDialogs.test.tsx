import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { UndoBar } from "../../ui/overlay/UndoBar";
import { polyfillDialogs } from "../../ui/testing";
import { key } from "../data/keys";
import { keepUnsavedWork } from "../report/rating/testing";
import { showAs } from "../testing/showInDashboard";
import { CandidateDialog } from "./CandidateDialogs";
import type { Candidate } from "./useCandidates";

beforeEach(polyfillDialogs);

it("shows after erasing that it was done, with the receipt that the dialog promises", async () => {
  vi.spyOn(api, "DELETE").mockResolvedValue({ data: { data: { id: "r-4711" } }, response: new Response() } as never);
  const onClose = vi.fn();
  const client = new QueryClient();
  const report = key("session", "s1", "background");
  client.setQueryData(report, {});
  const listLeft = keepUnsavedWork();
  const listOthers = keepUnsavedWork({ sessionId: "s2", candidateId: "c2" });
  showAs(
    "OWNER",
    <>
      <CandidateDialog step="erase" row={{ id: "c1" } as Candidate} name="Ada" onClose={onClose} />
      <UndoBar owner="o1 m1" />
    </>,
    client,
  );
  fireEvent.click(screen.getByRole("button", { name: "Erase Ada" }));
  const bar = await screen.findByRole("region", { name: "Receipts" });
  expect(bar.textContent).toContain("All data about Ada was erased.Receipt: r-4711");
  expect(onClose).toHaveBeenCalledOnce();
  await waitFor(() => {
    expect(client.getQueryData(report)).toBeUndefined();
  });
  expect(listLeft()).toEqual([]);
  expect(listOthers()).toEqual(["rating", "comment"]);
});
