import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { findExample } from "../../api/testing";
import { polyfillDialogs, pressEscape } from "../../ui/testing";
import { NameProjectDialog } from "../projects/ProjectDialogs";
import ShareDialog from "../sharing/ShareDialog";
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

const LOST = new ApiError(0, {}, null, "once");
const REPEATED = new ApiError(
  409,
  { code: "CONFLICT", message: "Its secret is returned only once.", details: [{ path: "Idempotency-Key" }] },
  null,
  "once",
);

const SHARE: (typeof DIALOGS)[number] = [
  "Create the link",
  "/sessions/{id}/shares",
  (onClose) => <ShareDialog sessionId="s1" onClose={onClose} />,
];
const PROJECT: (typeof DIALOGS)[number] = [
  "Create the project",
  "/projects",
  (onClose) => <NameProjectDialog onClose={onClose} />,
  "Project name",
];

/** Sends the form again, with this outcome, and waits for it. */
async function sendAgain(button: string, outcome: ApiError): Promise<void> {
  vi.mocked(api.POST).mockRejectedValue(outcome);
  fireEvent.click(screen.getByRole("button", { name: button }));
  await pass();
}

const listKeys = () =>
  (vi.mocked(api.POST).mock.calls as unknown as [string, { params: { header: Record<string, string> } }][]).map(
    ([, { params }]) => params.header["Idempotency-Key"],
  );

it.each([...DIALOGS, SHARE, PROJECT])("creates nothing twice: %s (%s)", async (button, _path, make, label) => {
  const { answer } = await send(button, make, label);
  answer(Promise.reject(LOST));
  await pass();
  await sendAgain(button, new ApiError(403, { code: "FORBIDDEN" }));
  await sendAgain(button, LOST);
  const [first, second, third] = listKeys();
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

const WITH_SECRET = [...DIALOGS, SHARE].filter(([, path]) => path !== "/invitations");

it.each(WITH_SECRET)("says that a secret was created and lost: %s (%s)", async (button, _path, make, label) => {
  const { answer } = await send(button, make, label);
  answer(Promise.reject(LOST));
  await pass();
  await sendAgain(button, REPEATED);
  const said = screen.getAllByRole("alert").map(({ textContent }) => textContent);
  expect(said.join("").trim()).toMatch(/^Your first attempt .* can’t be shown again\. [^.]*\.$/);
  await sendAgain(button, LOST);
  const [first, second, third] = listKeys();
  expect([second, third === first]).toEqual([first, false]);
});

it("creates another invitation if the one whose response was lost was revoked", async () => {
  const { answer } = await send("Create the link", (onClose) => <InviteDialog onClose={onClose} />);
  answer(Promise.reject(LOST));
  await pass();
  vi.mocked(api.GET).mockResolvedValue({ data: { data: [], cursor: null } } as never); // no open invitation
  const { data } = findExample("POST /invitations").body as { data: object };
  vi.mocked(api.POST)
    .mockResolvedValueOnce({ data: { data: { ...data, url: "https://a.example/join/old" } } } as never)
    .mockResolvedValueOnce({ data: { data: { ...data, url: "https://a.example/join/new" } } } as never);
  fireEvent.click(screen.getByRole("button", { name: "Create the link" }));
  await pass();
  expect(screen.getByLabelText<HTMLInputElement>("Link").value).toBe("https://a.example/join/new");
  const [first, second, third] = listKeys();
  expect([second, third === first]).toEqual([first, false]);
});
