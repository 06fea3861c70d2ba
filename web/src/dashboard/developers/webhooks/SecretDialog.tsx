import { Trans, useLingui } from "@lingui/react/macro";

import { When } from "../../../ui/language/When";
import { ShownOnce } from "../../../ui/overlay/ShownOnce";
import type { NewWebhook } from "./useWebhooks";

/** The secret of an endpoint, shown only this once. */
export function SecretDialog({ made, onClose }: { made: NewWebhook; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ShownOnce title={t`Copy the secret now`} label={t`Secret`} secret={made.secret} onClose={onClose}>
      <p>
        <Trans>The secret is shown only once. Your system uses it to verify that a message comes from Aural.</Trans>
      </p>
      {made.previousSecretUntil !== null && (
        <p>
          <Trans>
            The previous secret also works until <When at={made.previousSecretUntil} />. Until then, each delivery is
            signed with both secrets.
          </Trans>
        </p>
      )}
    </ShownOnce>
  );
}
