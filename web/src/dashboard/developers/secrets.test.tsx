import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { findExample } from "../../api/testing";
import { polyfillDialogs, pressEscape } from "../../ui/testing";
import { InviteDialog } from "../team/InviteDialog";
import { createTestRouter, showAs } from "../testing/showInDashboard";
import { AddIntegration } from "./integrations/AddIntegration";
import { RotateIntegration } from "./integrations/IntegrationDialogs";
import type { Integration } from "./integrations/useIntegrations";
import { CreateKey } from "./keys/CreateKey";
import { AddWebhook } from "./webhooks/AddWebhook";
import { RotateDialog } from "./webhooks/RotateDialog";
import type { Webhook } from "./webhooks/useWebhooks";

const WEBHOOK = { id: "w1", url: "https://hooks.example.com", description: "", previousSecretUntil: null } as Webhook;
const INTEGRATION = { id: "g1", vendor: "GREENHOUSE" } as Integration;

const NEVER = new Promise<never>(() => undefined);

type Make = (onClose: () => void) => ReactNode;

/** The dialogs that create a secret, with the button, the request, and the field that must be filled. */
const DIALOGS: [string, string, Make, string?][] = [
  [
    "Create the secret",
    "/webhooks/{id}/rotate-secret",
    (onClose) => <RotateDialog webhook={WEBHOOK} etag="*" onClose={onClose} />,
  ],
  [
    "Create the key",
    "/integrations/{id}/rotate-key",
    (onClose) => <RotateIntegration integration={INTEGRATION} onClose={onClose} />,
  ],
  ["Create the link", "/invitations", (onClose) => <InviteDialog onClose={onClose} />],
  ["Create the key", "/keys", (onClose) => <CreateKey onClose={onClose} />, "Key name"],
  ["Add the endpoint", "/webhooks", (onClose) => <AddWebhook onClose={onClose} />, "Address"],
  ["Connect", "/integrations", (onClose) => <AddIntegration onClose={onClose} />],
];

beforeEach(() => {
  polyfillDialogs();
  vi.useFakeTimers();
  vi.spyOn(api, "GET").mockReturnValue(NEVER);
});

const pass = () => act(() => vi.advanceTimersByTimeAsync(100));

/** Sends the form of a dialog, and returns the callback with which the server answers. */
async function send(button: string, make: Make, label?: string) {
  let answer: (got: Promise<unknown>) => void = vi.fn();
  const sent = new Promise((settle) => {
    answer = settle;
  });
  vi.spyOn(api, "POST").mockReturnValue(sent as never);
  const onClose = vi.fn();
  const client = new QueryClient();
  // The lists are read again for as long as the test runs.
  vi.spyOn(client, "invalidateQueries").mockReturnValue(NEVER);
  showAs("OWNER", <RouterProvider router={createTestRouter(make(onClose))} />, client);
  await pass();
  if (label !== undefined) fireEvent.change(screen.getByLabelText(label), { target: { value: "https://a.example" } });
  fireEvent.click(screen.getByRole("button", { name: button }));
  await pass();
  return { answer, onClose };
}

function tryToClose(): void {
  pressEscape(screen.getByRole("dialog"));
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
}

it.each(DIALOGS)("stays open until the secret is shown: %s (%s)", async (button, path, make, label) => {
  const { answer, onClose } = await send(button, make, label);
  tryToClose();
  expect(onClose).not.toHaveBeenCalled();
  answer(Promise.resolve({ data: findExample(`POST ${path}`).body, response: new Response() }));
  await pass();
  expect(screen.getAllByRole("button", { name: "Copy" })).not.toEqual([]);
});

it.each(DIALOGS)("can be closed after a failure: %s (%s)", async (button, _path, make, label) => {
  const { answer, onClose } = await send(button, make, label);
  answer(Promise.reject(new ApiError(503)));
  await pass();
  pressEscape(screen.getByRole("dialog"));
  expect(onClose).toHaveBeenCalledOnce();
});
