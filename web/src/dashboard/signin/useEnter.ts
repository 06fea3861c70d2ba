import { useRouter } from "@tanstack/react-router";

import type { Me } from "../../api/account";
import { chooseOrganization } from "../../api/organization";
import { meQuery } from "../me";

/** Enters the organization of `me`: drops what was cached for anyone else and goes to `next`. */
export function useEnter() {
  const router = useRouter();
  const { queryClient } = router.options.context;
  return async (me: Me, next = "/interviews") => {
    chooseOrganization(me.organization.id);
    queryClient.clear();
    queryClient.setQueryData(meQuery.queryKey, me);
    await router.navigate({ href: next });
  };
}
