import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../../api/client";
import { Switch } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { type List, useChange } from "../useCandidates";

/** Whether rows with only a name are added, too. */
export function MissingEmail({ list, onChange }: { list: List; onChange: (list: List) => void }) {
  const { t } = useLingui();
  const { id, allowsMissingEmail, writtenCount } = list;
  const allow = useChange(
    (isAllowed: boolean) =>
      take(api.PATCH("/imports/{id}", { params: { path: { id } }, body: { allowsMissingEmail: isAllowed } })),
    ({ data }) => {
      onChange(data);
    },
  );
  return (
    <div className="grid gap-2">
      <Switch
        checked={allowsMissingEmail}
        disabled={writtenCount > 0}
        hint={t`Rows with a name but no email address are also added. You’ll need to send these candidates their links yourself.`}
        onChange={({ target: { checked } }) => {
          allow.run(checked);
        }}
      >
        <Trans>Allow candidates without an email address</Trans>
      </Switch>
      {allow.error !== null && <ErrorBox error={allow.error} what={t`The rows could not be checked again.`} />}
    </div>
  );
}
