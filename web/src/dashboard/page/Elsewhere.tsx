import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";

import { findElsewhere, pathOf } from "../../api/elsewhere";
import { Action } from "../../ui/controls/Action";
import { key } from "../data/keys";
import { useMe } from "../me";
import { useSwitch } from "../organizations/useSwitch";

/** The reason why a page is missing: another organization of the person has it, or none of them. */
export function Elsewhere() {
  const { organization, organizations } = useMe();
  const path = pathOf(useRouterState({ select: ({ location }) => location.pathname }));
  const router = useRouter();
  const change = useSwitch();
  const others = organizations.filter(({ id }) => id !== organization.id);
  const { data: found } = useQuery({
    queryKey: key("elsewhere", organization.id, path),
    queryFn: () => (path === null ? null : findElsewhere(path, others)),
    enabled: path !== null && others.length > 0,
    retry: false,
  });
  return (
    <div role="status" className="grid justify-items-start gap-4">
      <p className="max-w-(--measure) text-read">
        {found ? (
          <Trans>This is in {found.name}, another organization that you belong to.</Trans>
        ) : (
          <Trans>There is nothing at this address, or you don’t have access to it. Check the address for typos.</Trans>
        )}
      </p>
      {found && (
        <Action isPrimary onClick={() => void change(found.id, router.history.location.href)}>
          <Trans>Switch to {found.name}</Trans>
        </Action>
      )}
    </div>
  );
}
