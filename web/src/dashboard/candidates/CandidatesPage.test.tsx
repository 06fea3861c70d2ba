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

it.each([false, true])("says that the server can't send email unless it can: %s", async (mail) => {
  const change = (data: unknown) =>
    data !== null && typeof data === "object" && "mail" in data ? { ...data, mail } : data;
  await openPage("/interviews/$interviewId/candidates", { change });
  expect(screen.getByRole("link", { name: "Emails" })).toBeTruthy();
  expect(screen.queryByText(/^This server can’t send email\./) === null).toBe(mail);
});
