import { screen } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";

import { loadPages, openPage } from "../testing/pageTesting";

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

it.each([
  [true, 1],
  [false, 0],
])("offers a new password only where people sign in with passwords: %s", async (passwords, count) => {
  const change = (data: unknown) =>
    typeof data === "object" && data !== null && "passwords" in data ? { ...data, passwords } : data;
  await openPage("/settings/profile", { change });
  expect(screen.queryAllByRole("heading", { name: "Password" })).toHaveLength(count);
});
