import { Trans, useLingui } from "@lingui/react/macro";

import { CopyField } from "../../../ui/CopyField";
import { When } from "../../../ui/language/When";
import { ShownOnce } from "../../../ui/overlay/ShownOnce";
import { type NewIntegration, VENDOR_NAMES } from "./useIntegrations";

/** The key of a connection, shown only this once, and the address that the vendor needs. */
export function IntegrationKeyDialog({ made, onClose }: { made: NewIntegration; onClose: () => void }) {
  const { t } = useLingui();
  const name = VENDOR_NAMES[made.vendor];
  return (
    <ShownOnce
      title={t`Copy the key now`}
      label={t`Key`}
      secret={made.key}
      after={<CopyField isWhole label={t`Address`} text={made.url} />}
      onClose={onClose}
    >
      <p>
        <Trans>The key is shown only once. Give it to {name} together with the address.</Trans>
      </p>
      {made.previousKeyUntil !== null && (
        <p>
          <Trans>
            The previous key works until <When at={made.previousKeyUntil} />.
          </Trans>
        </p>
      )}
    </ShownOnce>
  );
}
