import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { RadioGroup } from "../../../ui/controls/choices";
import { Select } from "../../../ui/controls/Select";
import { Field } from "../../../ui/Field";
import { Modal } from "../../../ui/overlay/Modal";
import { key } from "../../data/keys";
import { useSecretOnce } from "../../data/useSendOnce";
import type { FieldProblems } from "../../form/FormProblems";
import { FormTop } from "../../form/FormTop";
import { useFormRequest } from "../../form/useFormRequest";
import { useMe } from "../../me";
import { IntegrationKeyDialog } from "./IntegrationKeyDialog";
import { type IntegrationIn, type NewIntegration, VENDOR_NAMES, type Vendor } from "./useIntegrations";

const ALL = "-";
const FIELDS = ["vendorKey", "projectId"] as const;
const VENDORS = (["GREENHOUSE", "ASHBY"] as const).map((id) => ({ id, name: VENDOR_NAMES[id] }));

/** Adds a connection in two steps: choose the system, then copy the key, which is shown once. */
export function AddIntegration({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { projects } = useMe();
  const [made, setMade] = useState<NewIntegration | null>(null);
  const [vendor, setVendor] = useState<Vendor>("GREENHOUSE");
  const [project, setProject] = useState(ALL);
  const [vendorKey, setVendorKey] = useState("");
  const add = useSecretOnce(
    (body: IntegrationIn, once) =>
      take(api.POST("/integrations", { params: { header: { "Idempotency-Key": once } }, body })),
    t`Your first attempt connected the system, but its key can’t be shown again. Create a new key in the list.`,
  );
  const { submit, problems, failure, isBusy } = useFormRequest(
    // It may have succeeded, even if the response was lost.
    (body: IntegrationIn) => add(body).finally(() => void client.invalidateQueries({ queryKey: key("integrations") })),
    FIELDS,
    ({ data }) => {
      announce(t`Connected. Copy the key now.`);
      setMade(data);
    },
  );
  if (made !== null) return <IntegrationKeyDialog made={made} onClose={onClose} />;
  const isAshby = vendor === "ASHBY";
  const send = () => {
    if (isBusy) return;
    const missing: FieldProblems = {
      ...(isAshby && vendorKey.trim() === "" && { vendorKey: t`Enter the key that you created in Ashby.` }),
    };
    const projectId = project === ALL ? null : project;
    submit({ vendor, projectId, vendorKey: isAshby ? vendorKey.trim() : null }, missing);
  };
  return (
    <Modal
      isHeld={isBusy}
      title={t`Connect a system`}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Action isOff={isBusy} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={isBusy}>
            <Trans>Connect</Trans>
          </Action>
        </>
      }
    >
      <FormTop problems={problems} failure={failure} safe={t`Nothing was connected.`} />
      <RadioGroup<Vendor> label={t`System`} name="vendor" choices={VENDORS} chosen={vendor} onChoose={setVendor} />
      {isAshby && (
        <Field
          id="vendorKey"
          label={t`Ashby API key`}
          hint={t`Create it in Ashby with the candidatesWrite permission. It is stored encrypted.`}
          autoComplete="off"
          maxLength={200}
          value={vendorKey}
          error={problems.vendorKey}
          onChange={({ target }) => {
            setVendorKey(target.value);
          }}
        />
      )}
      <Select
        isTall
        label={t`Project`}
        hint={t`Recruiters can send interviews from this project. You can’t change the project later.`}
        choices={[{ id: ALL, name: t`All projects` }, ...projects]}
        chosen={project}
        onChoose={setProject}
      />
    </Modal>
  );
}
