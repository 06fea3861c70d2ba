import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { claimOrganization } from "../../api/account";
import { asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { mayLeave } from "../form/leaving";
import { useFormRequest } from "../form/useFormRequest";
import { useEnter } from "../signin/useEnter";
import { claimableQuery, type Claimable } from "./claimable";

/** The organizations that were created on the command line, the sample first. */
export function Claims() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(claimableQuery);
  if (error !== null)
    return <ErrorBox error={asApiError(error)} safe={t`You can continue anyway.`} onRetry={() => void refetch()} />;
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
          <Trans>
            Two interviews with recorded sessions, reports and ratings. No real people are involved, and you can remove
            the whole sample at once.
          </Trans>
        ) : (
          <Trans>Created on the command line. You’ll become the owner, and existing keys will keep working.</Trans>
        )}
      </p>
      {failure !== null && <ErrorBox error={failure} safe={t`Nothing was changed.`} />}
      <Action
        isOff={isBusy}
        onClick={() =>
          void mayLeave().then((canLeave) => {
            if (canLeave) submit(organization.id, {});
          })
        }
      >
        {isSample ? <Trans>Open the sample</Trans> : <Trans>Take over {name}</Trans>}
      </Action>
    </li>
  );
}
