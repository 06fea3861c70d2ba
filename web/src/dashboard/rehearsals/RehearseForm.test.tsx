import { QueryClient, useQuery } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { key } from "../data/keys";
import { showAs } from "../testing/showInDashboard";
import { RehearseForm } from "./RehearseForm";

it("looks for the rehearsal that is already running if another one is refused", async () => {
  vi.spyOn(api, "POST").mockRejectedValue(new ApiError(409, { message: "A rehearsal of this interview is running." }));
  const read = vi.fn(() => Promise.resolve(null));
  function Newest() {
    useQuery({ queryKey: key("rehearsal", "i1"), queryFn: read });
    return <RehearseForm interviewId="i1" isRunning={false} />;
  }
  showAs("MEMBER", <Newest />, new QueryClient());
  await vi.waitFor(() => {
    expect(read).toHaveBeenCalledTimes(1);
  });
  fireEvent.click(screen.getByRole("button", { name: "Start the rehearsal" }));
  await screen.findByText("The rehearsal could not be started.");
  await vi.waitFor(() => {
    expect(read).toHaveBeenCalledTimes(2);
  });
});
