import { useRouter } from "@tanstack/react-router";

import { chooseOrganization } from "../../api/organization";
import { chooseProject } from "../project";

/** Switches to another organization, shows this address, and clears everything that was loaded from the first. */
export function useSwitch() {
  const router = useRouter();
  return async (id: string, address: string) => {
    chooseOrganization(id);
    chooseProject(null);
    await router.navigate({ href: address });
    await router.options.context.queryClient.resetQueries();
    await router.invalidate();
  };
}
