import { QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";

import { api } from "../../api/client";
import { ApiError } from "../../api/error";
import { findExample } from "../../api/testing";
import { key } from "../data/keys";
import BrandPage from "../settings/brand/BrandPage";
import LanguagesPage from "../settings/LanguagesPage";
import { useModel } from "../settings/model/useModel";
import RetentionPage from "../settings/retention/RetentionPage";
import { ConnectModel } from "../welcome/ConnectModel";
import { createTestRouter, showAs } from "../testing/showInDashboard";

/** The settings on the server, all with one version, and the saves that the test has yet to let through. */
let held: Record<string, object>;
let version: number;
let waiting: (() => void)[];
/** Whether the response to the next save will be lost. */
let isLost: boolean;

const replyOf = (path: string) => {
  const data = held[path] ?? findExample(`GET ${path}`).body.data;
  return { data: { data }, response: new Response(null, { headers: { ETag: `"${version}"` } }) };
};

/** Changes a setting on the server, as another person does. */
function saveElsewhere(path: string, values: object): void {
  held[path] = { ...held[path], ...values };
  version += 1;
}

interface Sent {
  params: { header: { "If-Match": string } };
  body: object;
}

beforeEach(() => {
  vi.useFakeTimers();
  held = {
    "/settings/brand": {
      organization: "Harbour",
      name: "Harbour",
      ownName: null,
      accent: null,
      logo: null,
      tints: null,
    },
    "/settings/languages": { interview: null, report: null },
    "/settings/retention": { transcriptDays: 180, mediaDays: null, integrityDays: null },
  };
  version = 1;
  waiting = [];
  isLost = false;
  vi.spyOn(api, "GET").mockImplementation(((path: string) => Promise.resolve(replyOf(path))) as never);
  vi.spyOn(api, "PATCH").mockImplementation((async (path: string, { params, body }: Sent) => {
    await new Promise<void>((settle) => waiting.push(settle));
    if (params.header["If-Match"] !== `"${version}"`) throw new ApiError(412, { code: "PRECONDITION_FAILED" });
    saveElsewhere(path, body);
    if (isLost) throw new ApiError(0, {}, null, "once");
    return replyOf(path);
  }) as never);
});

const pass = () => act(() => vi.advanceTimersByTimeAsync(100));

async function openPage(page: React.ReactNode): Promise<QueryClient> {
  const client = new QueryClient();
  showAs("ADMIN", <RouterProvider router={createTestRouter(page)} />, client);
  await pass();
  return client;
}

async function press(name: string): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await pass();
}

const letThrough = async () => {
  for (const settle of waiting.splice(0)) settle();
  await pass();
};

const save = async () => {
  await press("Save changes");
  await letThrough();
};

/** Reads everything again, as when the window gets the focus. */
const comeBack = async (client: QueryClient) => {
  void client.refetchQueries({ queryKey: key("settings") });
  await pass();
};

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const isRefused = () => screen.queryByRole("button", { name: "Load their version" }) !== null;

it("keeps what was typed when the version of another person is loaded", async () => {
  await openPage(<RetentionPage />);
  type("Number of days", "90");
  saveElsewhere("/settings/retention", { transcriptDays: 30, mediaDays: 7 });
  await save();
  await press("Load their version");
  expect(field("Number of days").value).toBe("90");
  expect(field("Delete recordings after (days)").value).toBe("7");
  await save();
  expect(held["/settings/retention"]).toEqual({ transcriptDays: 90, mediaDays: 7, integrityDays: null });
});

it("keeps the chosen languages when another person has saved others", async () => {
  const client = await openPage(<LanguagesPage />);
  type("New interviews", "de");
  saveElsewhere("/settings/languages", { report: "fr" });
  await comeBack(client);
  expect(field("New interviews").value).toBe("de");
});

it("keeps what is typed while the setting is saved", async () => {
  await openPage(<BrandPage />);
  type("Accent color", "#112233");
  await press("Save changes");
  type("Accent color", "#445566");
  await letThrough();
  expect(field("Accent color").value).toBe("#445566");
  expect(screen.getByText("Unsaved changes")).toBeTruthy();
  await save();
  expect(held["/settings/brand"]).toMatchObject({ accent: "#445566" });
});

it("doesn't overwrite what another person has saved since typing began, even if it was read again", async () => {
  const client = await openPage(<BrandPage />);
  type("Accent color", "#112233");
  saveElsewhere("/settings/brand", { accent: "#445566" });
  await comeBack(client);
  await save();
  expect(isRefused()).toBe(true);
  expect(held["/settings/brand"]).toMatchObject({ accent: "#445566" });
  await press("Load their version");
  await save();
  expect(held["/settings/brand"]).toMatchObject({ accent: "#112233" });
});

it("isn't refused because another setting was saved", async () => {
  const client = await openPage(<BrandPage />);
  type("Accent color", "#112233");
  saveElsewhere("/settings/languages", { report: "fr" });
  await comeBack(client);
  await save();
  expect(isRefused()).toBe(false);
  expect(held["/settings/brand"]).toMatchObject({ accent: "#112233" });
});

it("counts values as saved that were saved without a response", async () => {
  await openPage(<RetentionPage />);
  type("Number of days", "90");
  isLost = true;
  await save();
  expect(screen.getByRole("alert").textContent).toContain("We can’t reach the server.");
  isLost = false;
  await save();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByText("Unsaved changes")).toBeNull();
});

it("counts a color in capitals as saved that was saved without a response", async () => {
  await openPage(<BrandPage />);
  type("Accent color", "#AABBCC");
  isLost = true;
  await save();
  isLost = false;
  await save();
  expect(isRefused()).toBe(false);
  expect(screen.queryByText("Unsaved changes")).toBeNull();
});

it("doesn't count a model as connected that the server only has a name of", async () => {
  const { data } = findExample("GET /settings/model").body as { data: object };
  held["/settings/model"] = { ...data, engine: "GUIDED", model: "small" };
  const onDone = vi.fn();
  function Page() {
    const setting = useModel();
    return (
      setting.current && <ConnectModel current={setting.current} setting={setting} onBack={vi.fn()} onDone={onDone} />
    );
  }
  await openPage(<Page />);
  saveElsewhere("/settings/languages", { report: "fr" });
  await press("Use this model and continue");
  await letThrough();
  expect(onDone).not.toHaveBeenCalled();
  expect(screen.getByRole("alert").textContent).toContain("No model is connected yet.");
});

it("is refused if another person has changed values that were saved without a response", async () => {
  await openPage(<RetentionPage />);
  type("Number of days", "90");
  isLost = true;
  await save();
  saveElsewhere("/settings/retention", { transcriptDays: 30 });
  isLost = false;
  await save();
  expect(isRefused()).toBe(true);
  expect(held["/settings/retention"]).toMatchObject({ transcriptDays: 30 });
});
