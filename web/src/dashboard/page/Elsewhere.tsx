import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useRouterState } from "@tanstack/react-router";

import { findElsewhere, pathOf } from "../../api/elsewhere";
import { Action } from "../../ui/controls/Action";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { useMe } from "../me";
import { useSwitch } from "../organizations/useSwitch";
import { landAgain } from "./Page";

interface Other {
  id: string;
  name: string;
}

/** Looks for what is missing at this address in the person's other organizations. */
export function useElsewhere() {
  const { organization, organizations } = useMe();
  const path = pathOf(useRouterState({ select: ({ location }) => location.pathname }));
  const others = organizations.filter(({ id }) => id !== organization.id);
  const { data, isLoading } = useQuery({
    queryKey: key("elsewhere", organization.id, path),
    queryFn: ({ signal }) => (path === null ? null : findElsewhere<Other>(path, others, signal)),
    enabled: path !== null && others.length > 0,
    retry: false,
  });
  return { found: data ?? null, isLoading };
}

/** The reason why a page is missing: another organization of the person has it, or none of them. */
export function Reason({ found, isLoading }: ReturnType<typeof useElsewhere>) {
  return (
    <div role="status" className="max-w-(--measure) text-read">
      {isLoading ? (
        <p className="late text-ink-2">
          <Trans>Checking your other organizations…</Trans>
        </p>
      ) : (
        <p>
          {found ? (
            <Trans>This is in {found.name}, another organization that you belong to.</Trans>
          ) : (
            <Trans>
              There is nothing at this address, or you don’t have access to it. Check the address for typos.
            </Trans>
          )}
        </p>
      )}
    </div>
  );
}

export function SwitchButton({ to: { id, name } }: { to: Other }) {
  const router = useRouter();
  const change = useSwitch();
  const switching = useSingleMutation({
    mutationFn: () => {
      landAgain();
      return change(id, router.history.location.href);
    },
  });
  return (
    <Action
      isPrimary
      isOff={switching.isPending}
      onClick={() => {
        switching.mutate();
      }}
    >
      <Trans>Switch to {name}</Trans>
    </Action>
  );
}
