import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";

import type { Me } from "../../api/account";
import { key } from "../data/keys";
import { meQuery } from "../me";
import { useEnter } from "./useEnter";

const queryClient = new QueryClient();
const navigate = vi.fn();

vi.mock("@tanstack/react-router", () => ({ useRouter: () => ({ options: { context: { queryClient } }, navigate }) }));

it("drops what was loaded for another person or organization", async () => {
  queryClient.setQueryData(key("interviews"), ["Another organization's interview"]);
  const me = { id: "m2", organization: { id: "o2", name: "Harbour Cooperative" } } as Me;
  await useEnter()(me, "/sessions?q=1");
  expect(queryClient.getQueryData(key("interviews"))).toBeUndefined();
  expect(queryClient.getQueryData(meQuery.queryKey)).toBe(me);
  expect(navigate).toHaveBeenCalledExactlyOnceWith({ href: "/sessions?q=1" });
});
