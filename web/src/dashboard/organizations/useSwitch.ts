import { useRouter } from "@tanstack/react-router";

import { chooseOrganization } from "../../api/organization";
import { mayLeave } from "../form/leaving";
import { chooseProject } from "../project";

/**
 * Switches to another organization, shows this address, and clears everything that was loaded from the first. Until the
 * page may be left, its requests still go to the first organization.
 */
export function useSwitch() {
  const router = useRouter();
  return async (id: string, address: string) => {
    if (!(await mayLeave())) return;
    chooseOrganization(id);
    chooseProject(null);
    await router.navigate({ href: address, ignoreBlocker: true });
    await router.options.context.queryClient.resetQueries();
    await router.invalidate();
  };
}
