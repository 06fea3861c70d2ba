import { Trans, useLingui } from "@lingui/react/macro";

import { createOrganization } from "../../api/account";
import { Action } from "../../ui/controls/Action";
import { Field } from "../../ui/Field";
import { FormTop } from "../form/FormTop";
import { mayLeave } from "../form/leaving";
import { textOf, useFormRequest } from "../form/useFormRequest";
import { useEnter } from "../signin/useEnter";

/** Creates another organization, owned by the person who is signed in. */
export function NewOrganizationForm() {
  const { t } = useLingui();
  const enter = useEnter();
  const { submit, problems, failure, isBusy } = useFormRequest(createOrganization, ["name"], (me) => enter(me));
  return (
    <form
      noValidate
      className="grid max-w-[36rem] gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const name = textOf(event.currentTarget, "name");
        if (name === "") submit(name, { name: t`Enter the name of your organization.` });
        else
          void mayLeave().then((canLeave) => {
            if (canLeave) submit(name, {});
          });
      }}
    >
      <FormTop problems={problems} failure={failure} safe={t`Nothing was created.`} />
      <Field
        id="name"
        name="name"
        label={t`Organization`}
        hint={t`Candidates see this name.`}
        autoComplete="organization"
        maxLength={200}
        error={problems.name}
      />
      <Action isPrimary type="submit" isOff={isBusy} className="justify-self-start">
        {isBusy ? <Trans>Creating the organization</Trans> : <Trans>Create the organization</Trans>}
      </Action>
    </form>
  );
}
