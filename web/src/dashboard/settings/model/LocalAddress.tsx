import { Trans } from "@lingui/react/macro";

import { Notice } from "../../../ui/Notice";

/** Why this deployment refuses a local address, and who can change that. */
export function LocalAddress() {
  return (
    <Notice ground="warning">
      <p>
        <Trans>
          This deployment doesn’t connect to local addresses yet. To allow them for models, the operator can set{" "}
          <code className="font-mono text-label wrap-anywhere">AURAL_MODEL_NETWORKS=127.0.0.1,::1</code> and restart
          Aural.
        </Trans>
      </p>
    </Notice>
  );
}
