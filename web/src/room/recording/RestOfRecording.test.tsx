import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import type { RecordingOffer } from "../link/protocol";
import { openRest } from "./capture/open";
import RestOfRecording from "./RestOfRecording";

vi.mock("./capture/open", () => ({ openRest: vi.fn(() => Promise.resolve(null)) }));

afterEach(cleanup);

it("opens the recording once, even if the interview is loaded again in another language", async () => {
  const offer = () => ({ tracks: ["microphone"] }) as unknown as RecordingOffer;
  const { rerender } = render(<RestOfRecording offer={offer()} />);
  await waitFor(() => {
    expect(openRest).toHaveBeenCalledOnce();
  });
  rerender(<RestOfRecording offer={offer()} />);
  await Promise.resolve();
  expect(openRest).toHaveBeenCalledOnce();
});
