import { Trans, useLingui } from "@lingui/react/macro";

import { ActionLink } from "../../ui/controls/Action";
import { useMe } from "../me";
import { Reason, SwitchButton, useElsewhere } from "./Elsewhere";
import { Page } from "./Page";

/** The same page for unknown ids, those of other organizations and mistyped addresses. */
export function NotFound() {
  const { t } = useLingui();
  const elsewhere = useElsewhere();
  const { found } = elsewhere;
  const { organization } = useMe();
  return (
    // In another organization, this is another page: its heading gets the focus.
    <Page key={organization.id} heading={found ? t`In another organization` : t`Not found`}>
      <div className="grid justify-items-start gap-4 border-t-2 border-ink pt-4">
        <Reason {...elsewhere} />
        {found && <SwitchButton to={found} />}
        <ActionLink to="/interviews">
          <Trans>Go to your interviews</Trans>
        </ActionLink>
      </div>
    </Page>
  );
}

/** For viewers, in place of controls that would change something. */
export function NoPermissionLine() {
  return (
    <p className="text-label text-ink-2">
      <Trans>You can view this page. Ask an owner or admin to make changes.</Trans>
    </p>
  );
}
