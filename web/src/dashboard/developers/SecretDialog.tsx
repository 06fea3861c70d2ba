import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../parts/Action";
import { CopyField } from "../parts/CopyField";
import { Modal } from "../parts/Modal";
import { When } from "../parts/When";
import type { NewWebhook } from "./useWebhooks";

/** The secret of an endpoint, this once. */
export function SecretDialog({ made, onClose }: { made: NewWebhook; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Modal
      isHeld
      title={t`Copy the secret now`}
      onClose={onClose}
      actions={
        <Action isPrimary onClick={onClose}>
          <Trans>I’ve stored it</Trans>
        </Action>
      }
    >
      <p>
        <Trans>This is the only time that it is shown. With it your system verifies that Aural sent something.</Trans>
      </p>
      {made.previousSecretUntil !== null && (
        <p>
          <Trans>
            Both secrets are valid until <When at={made.previousSecretUntil} />: each delivery is signed with both.
          </Trans>
        </p>
      )}
      <CopyField label={t`Secret`} text={made.secret} />
    </Modal>
  );
}
