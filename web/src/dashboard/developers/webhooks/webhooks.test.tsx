import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../../api/client";
import { ApiError } from "../../../api/error";
import { polyfillDialogs } from "../../../ui/testing";
import { showAs } from "../../testing/showInDashboard";
import { DeliveryList } from "../deliveries/DeliveryList";
import { RotateDialog } from "./RotateDialog";
import type { Webhook } from "./useWebhooks";
import { ChangeDialog } from "./WebhookDialogs";
import { WebhookState } from "./WebhookStatus";

const LATER = "2099-06-01T14:12:00.000Z";
const WEBHOOK = {
  ...{ id: "w1", url: "https://hooks.example.com/aural", description: "Tracking system", isEnabled: false },
  ...{ disabledReason: "GONE", failingSince: null, previousSecretUntil: null },
} as unknown as Webhook;

beforeEach(polyfillDialogs);

it.each([
  [null, "bg-petrol"],
  [LATER, "bg-danger"],
])("is dangerous to rotate a secret only if that ends an older one (%s)", (previousSecretUntil, ground) => {
  const webhook = { ...WEBHOOK, previousSecretUntil };
  showAs("ADMIN", <RotateDialog webhook={webhook} etag='"1"' onClose={vi.fn()} />);
  expect(screen.getByRole("button", { name: "Create the secret" }).classList).toContain(ground);
});

it("leaves the reason to the page’s notice if it is brief", () => {
  const { container, unmount } = showAs("ADMIN", <WebhookState webhook={WEBHOOK} />);
  expect(container.textContent).toContain("responded with 410");
  unmount();
  showAs("ADMIN", <WebhookState webhook={WEBHOOK} isBrief />);
  expect(screen.getByRole("main").textContent).toBe("Switched off");
});

it("offers once to clear filters that nothing matches", async () => {
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: [], cursor: null }, response: new Response() } as never);
  const filters = { state: "FAILED" } as const;
  showAs("ADMIN", <DeliveryList webhookId="w1" canSend filters={filters} onFilter={vi.fn()} />);
  expect(await screen.findByText("No deliveries match.")).toBeTruthy();
  expect(screen.getAllByRole("button", { name: "Clear filters" })).toHaveLength(1);
});

it("changes an endpoint in the version that the dialog was opened with", async () => {
  const patch = vi.spyOn(api, "PATCH").mockResolvedValue({ data: { data: WEBHOOK }, response: new Response() });
  const onClose = vi.fn();
  const client = new QueryClient();
  const dialog = (url: string, etag: string) => (
    <ChangeDialog webhook={{ ...WEBHOOK, url, events: [] }} etag={etag} onClose={onClose} />
  );
  const { rerender } = showAs("ADMIN", dialog(WEBHOOK.url, '"1"'), client);
  const theirs = dialog("https://hooks.example.com/new", '"2"');
  rerender(<QueryClientProvider client={client}>{theirs}</QueryClientProvider>);
  fireEvent.change(screen.getByLabelText("Endpoint name"), { target: { value: "Tracking" } });
  fireEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => {
    expect(onClose).toHaveBeenCalledOnce();
  });
  expect(patch.mock.lastCall).toMatchObject([
    "/webhooks/{id}",
    { params: { header: { "If-Match": '"1"' } }, body: { description: "Tracking", events: [] } },
  ]);
  expect(patch.mock.lastCall).not.toHaveProperty("1.body.url");
});

it.each([
  ["counts a change as saved that was saved without a response", "Tracking", true],
  ["is refused if another person has changed the endpoint", "Theirs", false],
])("%s", async (_what, description, isSaved) => {
  const stored = { ...WEBHOOK, events: [], description };
  vi.spyOn(api, "PATCH").mockRejectedValue(new ApiError(412, { code: "PRECONDITION_FAILED", message: "Changed." }));
  vi.spyOn(api, "GET").mockResolvedValue({ data: { data: stored }, response: new Response() } as never);
  const onClose = vi.fn();
  showAs("ADMIN", <ChangeDialog webhook={{ ...WEBHOOK, events: [] }} etag='"1"' onClose={onClose} />);
  fireEvent.change(screen.getByLabelText("Endpoint name"), { target: { value: "Tracking" } });
  fireEvent.click(screen.getByRole("button", { name: "Save changes" }));
  const said = () => screen.queryAllByRole("alert").map(({ textContent }) => textContent);
  await waitFor(() => {
    expect([onClose.mock.calls.length === 1, said().join("") !== ""]).toEqual([isSaved, !isSaved]);
  });
});
