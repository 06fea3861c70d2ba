import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, MoreHorizontal, Power, PowerOff, Trash2 } from "lucide-react";
import { useState } from "react";

import { MenuButton, MenuItem } from "../../../ui/controls/Menu";
import { DeleteIntegration, RotateIntegration, SwitchIntegration } from "./IntegrationDialogs";
import { type Integration, VENDOR_NAMES } from "./useIntegrations";

const DIALOGS = { rotate: RotateIntegration, turn: SwitchIntegration, delete: DeleteIntegration } as const;
type Step = keyof typeof DIALOGS;

/** The actions for a connection. */
export function IntegrationMenu({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step | null>(null);
  const CandidateDialog = step === null ? null : DIALOGS[step];
  const item = (next: Step) => ({
    onAction: () => {
      setStep(next);
    },
  });
  return (
    <>
      <MenuButton
        label={t`Actions for ${VENDOR_NAMES[integration.vendor]}`}
        face={<MoreHorizontal aria-hidden="true" />}
        className="dense inline-flex aspect-square items-center justify-center rounded-control hover:bg-sunken"
      >
        <MenuItem {...item("rotate")}>
          <KeyRound aria-hidden="true" />
          <Trans>Create a new key</Trans>
        </MenuItem>
        <MenuItem {...item("turn")}>
          {integration.isEnabled ? <PowerOff aria-hidden="true" /> : <Power aria-hidden="true" />}
          {integration.isEnabled ? <Trans>Switch off</Trans> : <Trans>Switch on</Trans>}
        </MenuItem>
        <MenuItem className="text-danger-ink" {...item("delete")}>
          <Trash2 aria-hidden="true" />
          <Trans>Delete</Trans>
        </MenuItem>
      </MenuButton>
      {CandidateDialog !== null && (
        <CandidateDialog
          integration={integration}
          onClose={() => {
            setStep(null);
          }}
        />
      )}
    </>
  );
}
