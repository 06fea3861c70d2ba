import { useLingui } from "@lingui/react/macro";
import { CalendarPlus, Eraser, Link2Off, type LucideIcon, MailPlus, Send } from "lucide-react";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { BulkBar } from "../../lists/BulkBar";
import type { Selected } from "../../lists/useSelection";
import { LinkActions } from "../links/LinkActions";
import type { Candidate } from "../useCandidates";
import type { BulkAction } from "./bulk";
import { BulkDialog } from "./BulkDialog";

interface BulkActionsProps {
  selected: Selected<Candidate>;
  /** Whether this deployment sends email. */
  hasMail: boolean;
}

/** The actions for the selected candidates. */
export function BulkActions({ selected, hasMail }: BulkActionsProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<BulkAction | null>(null);
  const actions: { id: BulkAction; name: string; icon: LucideIcon; needsMail?: true }[] = [
    { id: "invite", name: t`Invite`, icon: Send, needsMail: true },
    { id: "remind", name: t`Remind`, icon: MailPlus, needsMail: true },
    { id: "extend", name: t`Extend`, icon: CalendarPlus },
    { id: "revoke", name: t`Revoke`, icon: Link2Off },
    { id: "erase", name: t`Erase`, icon: Eraser },
  ];
  const button = ({ id, name, icon: Icon }: (typeof actions)[number]) => (
    <Action
      key={id}
      className={id === "erase" ? "text-danger-ink" : ""}
      onClick={() => {
        setStep(id);
      }}
    >
      <Icon aria-hidden="true" className="hidden wide:inline" />
      {name}
    </Action>
  );
  return (
    <>
      <BulkBar selected={selected} label={t`Actions for the selected candidates`}>
        {hasMail && actions.filter(({ needsMail }) => needsMail).map(button)}
        <LinkActions rows={selected.rows} />
        {actions.filter(({ needsMail }) => needsMail !== true).map(button)}
      </BulkBar>
      {step !== null && (
        <BulkDialog
          action={step}
          rows={selected.rows}
          onClose={(done) => {
            if (done.size > 0) selected.keep(({ id }) => !done.has(id));
            setStep(null);
          }}
        />
      )}
    </>
  );
}
