import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { key } from "../../data/keys";
import { useSecretOnce } from "../../data/useSendOnce";
import { useChange } from "../../team/useTeam";
import { IntegrationKeyDialog } from "./IntegrationKeyDialog";
import { type Integration, type NewIntegration, useIntegrationSwitch, VENDOR_NAMES } from "./useIntegrations";

interface StepProps {
  integration: Integration;
  onClose: () => void;
}

/** Rotates the key in two steps: confirm, then copy the new key, which is shown once. */
export function RotateIntegration({ integration, onClose }: StepProps) {
  const { t } = useLingui();
  const name = VENDOR_NAMES[integration.vendor];
  const client = useQueryClient();
  const [made, setMade] = useState<NewIntegration | null>(null);
  const send = useSecretOnce(
    ({ id }: { id: string }, once) =>
      take(
        api.POST("/integrations/{id}/rotate-key", { params: { path: { id }, header: { "Idempotency-Key": once } } }),
      ),
    t`Your first attempt created a new key, but it can’t be shown again. Create another one.`,
  );
  const rotate = useChange(
    // It may have succeeded, even if the response was lost.
    () => send({ id: integration.id }).finally(() => void client.invalidateQueries({ queryKey: key("integrations") })),
    [],
    ({ data }) => {
      announce(t`New key created. Copy it now.`);
      setMade(data);
    },
  );
  if (made !== null) return <IntegrationKeyDialog made={made} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t`Create a new key for ${name}?`}
      confirm={t`Create the key`}
      isHeld
      isBusy={rotate.isBusy}
      error={rotate.error}
      onConfirm={() => {
        rotate.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>The current key works for seven more days. Give {name} the new one before then.</Trans>
      </p>
    </ConfirmDialog>
  );
}

export function SwitchIntegration({ integration, onClose }: StepProps) {
  const { t } = useLingui();
  const name = VENDOR_NAMES[integration.vendor];
  const { isEnabled } = integration;
  const change = useIntegrationSwitch(integration.id, () => {
    announce(isEnabled ? t`${name} is switched off.` : t`${name} is switched on.`);
    onClose();
  });
  return (
    <ConfirmDialog
      title={isEnabled ? t`Switch off ${name}?` : t`Switch on ${name}?`}
      confirm={isEnabled ? t`Switch off` : t`Switch on`}
      isBusy={change.isBusy}
      error={change.error}
      onConfirm={() => {
        change.send(!isEnabled);
      }}
      onClose={onClose}
    >
      <p>
        {isEnabled ? (
          <Trans>
            {name} will no longer be able to find interviews in Aural or receive updates. Candidates keep their
            invitations.
          </Trans>
        ) : (
          <Trans>{name} can send interviews again with its current key, and gets the updates that it missed.</Trans>
        )}
      </p>
    </ConfirmDialog>
  );
}

export function DeleteIntegration({ integration, onClose }: StepProps) {
  const { t } = useLingui();
  const name = VENDOR_NAMES[integration.vendor];
  const remove = useChange(
    () => take(api.DELETE("/integrations/{id}", { params: { path: { id: integration.id } } })),
    [key("integrations")],
    () => {
      announce(t`The connection to ${name} was deleted.`);
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t`Delete the connection to ${name}?`}
      confirm={t`Delete the connection`}
      isBusy={remove.isBusy}
      error={remove.error}
      onConfirm={() => {
        remove.send(undefined);
      }}
      onClose={onClose}
    >
      <p>
        <Trans>
          The connection’s key will stop working. Candidates and reports will be kept, but {name} will no longer get
          updates about them.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}
