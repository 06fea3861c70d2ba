import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { StatusWord } from "../../../ui/StatusWord";
import type { Proposal } from "../useCandidates";
import type { ReadResume } from "./readResume";

interface ProposalRowProps {
  read: ReadResume;
  /** null to leave this file out. */
  onChange: (id: string, proposal: Proposal | null) => void;
}

/** The details found in one résumé, in editable fields. */
export function ProposalRow({ read, onChange }: ProposalRowProps) {
  const { t } = useLingui();
  const { id, fileName, proposal, error } = read;
  const labels = { name: t`Name`, email: t`Email`, phone: t`Phone` };
  return (
    <li className="grid gap-3 rounded-panel border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 font-[650] wrap-anywhere">{fileName}</p>
        <Action
          look="quiet"
          onClick={() => {
            onChange(id, null);
          }}
        >
          <Trans>Leave out</Trans>
        </Action>
      </div>
      {error !== null && <ErrorBox error={error} what={t`${fileName} could not be read.`} />}
      {proposal?.isAlreadyHere && (
        <div className="grid justify-items-start gap-1">
          <StatusWord tone="warning">
            <Trans>A candidate with this address was already added</Trans>
          </StatusWord>
          <p className="text-label text-ink-2">
            <Trans>If you don’t leave this one out, a second candidate with another link is created.</Trans>
          </p>
        </div>
      )}
      {proposal !== null && (
        <div className="grid gap-3 wide:grid-cols-3">
          {(["name", "email", "phone"] as const).map((field) => (
            <Field
              key={field}
              label={labels[field]}
              value={proposal[field] ?? ""}
              onChange={({ target: { value } }) => {
                onChange(id, { ...proposal, [field]: value === "" ? null : value });
              }}
            />
          ))}
        </div>
      )}
    </li>
  );
}
