import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { type Me, resetPassword, signIn } from "../../api/account";
import { chooseOrganization, organizationId } from "../../api/organization";
import { key } from "../data/keys";
import { meQuery } from "../me";
import { useEnter } from "./useEnter";

const queryClient = new QueryClient();
const navigate = vi.fn();

vi.mock("@tanstack/react-router", () => ({ useRouter: () => ({ options: { context: { queryClient } }, navigate }) }));

/** A person who was removed from their only organization. */
const removed = { id: "m3", email: "robin@example.com", csrfToken: "c", role: null, organization: null };

beforeEach(() => {
  navigate.mockClear();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it("drops what was loaded for another person or organization", async () => {
  queryClient.setQueryData(key("interviews"), ["Another organization's interview"]);
  const organization = { id: "o2", name: "Harbour Cooperative" };
  const me = { id: "m2", email: "kim@example.com", csrfToken: "c", role: "MEMBER", organization } as Me;
  await useEnter()(me, "/sessions?q=1");
  expect(queryClient.getQueryData(key("interviews"))).toBeUndefined();
  expect(queryClient.getQueryData(meQuery.queryKey)).toBe(me);
  expect(navigate).toHaveBeenCalledExactlyOnceWith({ href: "/sessions?q=1", ignoreBlocker: true });
});

it("takes a person without an organization to their invitation", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ data: removed })));
  chooseOrganization("o1");
  await useEnter()(await signIn("robin@example.com", "correct horse battery"), "/join/CODE");
  expect(navigate).toHaveBeenCalledExactlyOnceWith({ href: "/join/CODE", ignoreBlocker: true });
  expect(organizationId()).toBeNull();
  expect(queryClient.getQueryData(meQuery.queryKey)).toBeUndefined();
});

it("takes a person without an organization to the welcome page, also with a new password", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ data: removed })));
  await useEnter()(await resetPassword("token", "correct horse battery"));
  await useEnter()(await signIn("robin@example.com", "correct horse battery"), "/sessions?q=1");
  expect(navigate.mock.calls).toEqual(Array(2).fill([{ href: "/welcome", ignoreBlocker: true }]));
});
