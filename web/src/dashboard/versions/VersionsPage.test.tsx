import { fireEvent, screen } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";

import { loadPages, openPage, settle } from "../testing/pageTesting";

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

const VERSION = { createdAt: "2026-04-01T12:31:00.000Z", interviewId: "x1", sessionCount: 0 };
const VERSIONS = [4, 3, 2].map((number) => ({ ...VERSION, id: `v${String(number)}`, number, isCurrent: number === 4 }));

it("goes to the differences of a version that is compared", async () => {
  await openPage("/interviews/$interviewId/versions", {
    change: (data) => (Array.isArray(data) ? VERSIONS : data),
  });
  const from = () => screen.getByLabelText<HTMLSelectElement>("From").value;
  expect(from()).toBe("v3");
  expect(screen.queryByRole("button", { name: "Compare version 4 with the current one" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Compare version 2 with the current one" }));
  await settle();
  expect(from()).toBe("v2");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Differences" }));
});
