import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { claimOrganization, findPerson } from "../../api/account";
import { asApiError } from "../../api/error";
import { Action, ActionLink } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Door } from "./Door";
import { useFormRequest } from "./form";
import { NewOrganizationForm } from "./NewOrganizationForm";
import { claimableQuery, type Claimable } from "./claimable";
import { useEnter } from "./useEnter";

type Person = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/** The first run, once there is an account: a first interview, or the sample; a model if one likes. */
export function FirstSteps({ person }: { person: Person }) {
  const { t } = useLingui();
  if (person.organization === null)
    return (
      <Door heading={t`You belong to no organization`}>
        <p className="text-read text-ink-2">
          <Trans>Ask an owner or admin for an invitation, or make an organization of your own.</Trans>
        </p>
        <NewOrganizationForm />
      </Door>
    );
  const { name } = person.organization;
  return (
    <Door heading={t`What do you want to learn?`}>
      <p className="text-read text-ink-2">
        <Trans>{name} is ready. Begin with an interview of your own, or look at finished ones first.</Trans>
      </p>
      <ActionLink to="/interviews" isPrimary className="justify-self-start">
        <Trans>Start an interview</Trans>
      </ActionLink>
      <Claims />
      <section aria-labelledby="model" className="grid gap-2 border-t border-line pt-5">
        <h2 id="model" className="text-lead font-[650]">
          <Trans>A model, if you like</Trans>
        </h2>
        <p>
          <Trans>
            Aural works without one: the guided interviewer asks and probes, and reports have quotes but no scores. An
            owner can connect a model at any time in the settings.
          </Trans>
        </p>
      </section>
    </Door>
  );
}

/** What the command line made, the sample first. */
export function Claims() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(claimableQuery);
  if (error !== null)
    return <ErrorBox error={asApiError(error)} safe={t`You can go on without it.`} onRetry={() => void refetch()} />;
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
          <Trans>Made on the command line. You become its owner, and its keys go on working.</Trans>
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
