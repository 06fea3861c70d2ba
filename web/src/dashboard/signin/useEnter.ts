import { useRouter } from "@tanstack/react-router";

import { isMember, type Person } from "../../api/account";
import { chooseOrganization } from "../../api/organization";
import { meQuery } from "../me";

/**
 * Enters the person's organization: drops what was cached for anyone else and goes to `next`. A person without an
 * organization can only accept an invitation, or create an organization on the welcome page. If the page may have
 * unsaved changes, call `mayLeave` before the request.
 */
export function useEnter() {
  const router = useRouter();
  const { queryClient } = router.options.context;
  return async (person: Person, next = "/interviews") => {
    chooseOrganization(person.organization?.id ?? null);
    queryClient.clear();
    if (isMember(person)) queryClient.setQueryData(meQuery.queryKey, person);
    else if (!next.startsWith("/join/")) next = "/welcome";
    await router.navigate({ href: next, ignoreBlocker: true });
  };
}
