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

it("lets a person who is signed in to the wrong account use another one for the same invitation", async () => {
  const { asked } = await openPage("/join/$code");
  expect(screen.getByRole("button", { name: /^Join as / })).toBeTruthy();
  const before = asked.length;
  fireEvent.click(screen.getByRole("button", { name: "Use another account" }));
  await settle();
  expect(asked[before]).toBe("POST /auth/sign-out");
  expect(asked.slice(before + 1).sort()).toEqual([...asked.slice(0, before)].sort());
  expect(screen.getByRole("heading", { name: /^Join / })).toBeTruthy();
});
