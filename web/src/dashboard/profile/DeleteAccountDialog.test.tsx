import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import type { Person } from "../../api/account";
import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { polyfillDialogs, showPage } from "../../ui/testing";
import { DeleteAccountDialog } from "./DeleteAccountDialog";

vi.mock("@tanstack/react-router", async (importActual) => ({
  ...(await importActual<object>()),
  useRouter: () => ({ options: { context: {} } }),
}));

beforeEach(polyfillDialogs);

it("shows a refusal about the password, also where none is asked for", async () => {
  const refusal = {
    message: "password is missing, and you signed in long ago.",
    details: [{ path: "password", message: "is missing" }],
  };
  vi.spyOn(api, "POST").mockRejectedValueOnce(new ApiError(400, refusal));
  showPage(
    <QueryClientProvider client={new QueryClient()}>
      <DeleteAccountDialog person={{ hasPassword: false, confirmsWith: null } as Person} onClose={vi.fn()} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Delete your account" }));
  expect(await screen.findByText(/is missing/)).toBeTruthy();
});
