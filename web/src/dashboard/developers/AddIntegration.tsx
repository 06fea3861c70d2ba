import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { useFormRequest } from "../access/form";
import { FormTop } from "../access/FormTop";
import { useMe } from "../me";
import { Action } from "../parts/Action";
import { RadioGroup } from "../parts/choices";
import type { FieldProblems } from "../parts/FormProblems";
import { Modal } from "../parts/Modal";
import { Select } from "../parts/Select";
import { IntegrationKeyDialog } from "./IntegrationKeyDialog";
import {
  type IntegrationIn,
  INTEGRATIONS_KEY,
  type NewIntegration,
  VENDOR_NAMES,
  type Vendor,
} from "./useIntegrations";

const ALL = "-";
const FIELDS = ["vendorKey", "projectId"] as const;
const VENDORS = (["GREENHOUSE", "ASHBY"] as const).map((id) => ({ id, name: VENDOR_NAMES[id] }));

/** Two steps: which system, and its key, once. */
export function AddIntegration({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { projects } = useMe();
  const [made, setMade] = useState<NewIntegration | null>(null);
  const [vendor, setVendor] = useState<Vendor>("GREENHOUSE");
  const [project, setProject] = useState(ALL);
  const [vendorKey, setVendorKey] = useState("");
  const { submit, problems, failure, isBusy } = useFormRequest(
    (body: IntegrationIn) => take(api.POST("/integrations", { body })),
    FIELDS,
    ({ data }) => {
      announce(t`Connected. Copy the key now.`);
      setMade(data);
      void client.invalidateQueries({ queryKey: INTEGRATIONS_KEY });
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
      title={t`Connect a system`}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Action onClick={onClose}>
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
          label={t`API key of Ashby`}
          hint={t`Created in Ashby with the permission candidatesWrite. It is stored encrypted.`}
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
        label={t`Project`}
        hint={t`Interviews in this project can be sent. You can’t change this later.`}
        choices={[{ id: ALL, name: t`All projects` }, ...projects]}
        chosen={project}
        onChoose={setProject}
      />
    </Modal>
  );
}
