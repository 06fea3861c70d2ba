import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { claimOrganization } from "../../api/account";
import { asApiError } from "../../api/error";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { claimableQuery, type Claimable } from "./claimable";
import { useFormRequest } from "./form";
import { useEnter } from "./useEnter";

/** What the command line made, the sample first. */
export function Claims() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(claimableQuery);
  if (error !== null)
    return <ErrorBox error={asApiError(error)} safe={t`You can continue without it.`} onRetry={() => void refetch()} />;
  if (data === undefined || data.length === 0) return null;
  const sorted = data.toSorted((one, other) => Number(other.isSample) - Number(one.isSample));
  return (
    <ul className="grid gap-4">
      {sorted.map((organization) => (
        <Claim key={organization.id} organization={organization} />
      ))}
    </ul>
  );
}

function Claim({ organization }: { organization: Claimable }) {
  const { t } = useLingui();
  const enter = useEnter();
  const { submit, failure, isBusy } = useFormRequest(claimOrganization, [], (me) => enter(me));
  const { name, isSample } = organization;
  return (
    <li className="grid justify-items-start gap-3 rounded-panel border border-line bg-surface px-5 py-4">
      <h2 className="text-lead font-[650]">
        {name}
        {isSample && (
          <span className="ms-3 rounded-tight border border-line-strong px-2 py-0.5 text-label font-normal text-ink-2">
            <Trans>Sample</Trans>
          </span>
        )}
      </h2>
      <p>
        {isSample ? (
          <Trans>Three interviews with a finished session each. You can delete it all in one go.</Trans>
        ) : (
          <Trans>Created on the command line. You become its owner, and its keys keep working.</Trans>
        )}
      </p>
      {failure !== null && <ErrorBox error={failure} safe={t`Nothing was changed.`} />}
      <Action
        isOff={isBusy}
        onClick={() => {
          submit(organization.id, {});
        }}
      >
        {isSample ? <Trans>Open the sample interview</Trans> : <Trans>Take over {name}</Trans>}
      </Action>
    </li>
  );
}
