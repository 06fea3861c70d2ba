import { useRouter } from "@tanstack/react-router";

import type { Me } from "../../api/account";
import { chooseOrganization } from "../../api/organization";
import { meQuery } from "../me";

/** Through the door: who came is known, nothing of anybody before is kept, and the way goes on to `next`. */
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
