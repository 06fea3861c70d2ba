import { screen } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";

import { loadPages, openPage } from "../../testing/pageTesting";

// The API client requests URLs without a host, which Node refuses. It picks up this class when it is imported.
vi.hoisted(() => {
  vi.stubGlobal(
    "Request",
    class extends Request {
      constructor(input: string, init?: RequestInit) {
        super(new URL(input, location.origin), init);
      }
    },
  );
});

beforeAll(loadPages);

const MUTE = { engine: "off", languages: [], problem: "The embedded voice is not installed." };

it("says that voice is off, and gives each reason once", async () => {
  await openPage("/settings/voice", { change: (data) => ({ ...(data as object), mouth: MUTE, ear: MUTE }) });
  expect(screen.getByText("Voice is off on this server, so candidates answer by typing.")).toBeTruthy();
  expect(screen.getAllByText(MUTE.problem)).toHaveLength(1);
  expect(screen.queryByRole("heading", { name: "Spoken languages" })).toBeNull();
});

it("still names the languages it can speak if only the recognition is missing", async () => {
  await openPage("/settings/voice", { change: (data) => ({ ...(data as object), ear: MUTE }) });
  expect(screen.queryByText(/Voice is off/)).toBeNull();
  expect(screen.getByRole("heading", { name: "Spoken languages" })).toBeTruthy();
  expect(screen.getAllByText(MUTE.problem)).toHaveLength(1);
});
