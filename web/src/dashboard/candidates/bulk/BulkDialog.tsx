import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { key } from "../../data/keys";
import { BatchDialog } from "../../lists/BatchDialog";
import type { Outcome } from "../../lists/batches";
import { useBatches } from "../../lists/useBatches";
import { useMay } from "../../me";
import { type Candidate, useForgetSessions } from "../useCandidates";
import { type BulkAction, senderOf } from "./bulk";
import { ConfirmBulk } from "./ConfirmBulk";

interface BulkDialogProps {
  action: BulkAction;
  rows: readonly Candidate[];
  /** `settled`: the candidates that needn't stay selected. */
  onClose: (settled: ReadonlySet<string>) => void;
}

/** Asks for confirmation, acts on all selected candidates, and says for whom that failed and why. */
export function BulkDialog({ action, rows: selected, onClose }: BulkDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const forgetSessions = useForgetSessions();
  // The rows as they were when the dialog opened: erased ones disappear from the list.
  const [rows] = useState(selected);
  const { work, start, retry } = useBatches((outcomes) => {
    void client.invalidateQueries({ queryKey: key("candidates") });
    if (action === "erase") forgetSessions(idsOfSettled(outcomes));
  });
  const nameOf = (id: string) => {
    const row = rows.find((one) => one.id === id);
    return row?.name ?? row?.email ?? t`No name`;
  };
  const close = () => {
    onClose(new Set(idsOfSettled(work?.outcomes ?? [])));
  };
  const titles: Record<BulkAction, string> = {
    invite: t`Send invitations`,
    remind: t`Send reminders`,
    extend: t`Change expiry`,
    revoke: t`Revoke links`,
    erase: t`Erase candidates`,
  };
  if (work !== null)
    return (
      <BatchDialog
        title={titles[action]}
        work={work}
        nameOf={nameOf}
        after={action === "erase" && <WhereReceiptsAre />}
        onRetry={retry}
        onClose={close}
      />
    );
  return (
    <ConfirmBulk
      action={action}
      names={rows.map(({ id }) => nameOf(id))}
      onConfirm={(expiresAt) => {
        const ids = rows.map(({ id }) => id);
        start(ids, senderOf(action, expiresAt));
      }}
      onClose={close}
    />
  );
}

/** The candidates for whom nothing is left to do. */
function idsOfSettled(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ done, code }) => done || code === "NOT_FOUND").map(({ id }) => id);
}

/**
 * Says where to find the receipts, which the response for many candidates doesn't contain. Only admins can open the
 * audit log.
 */
function WhereReceiptsAre() {
  const canLook = useMay("ADMIN");
  return (
    <p>
      {canLook ? (
        <Trans>
          Each erasure has a receipt. Its number is in the{" "}
          <Link to="/audit" search={{ operation: "eraseCandidate" }} className="underline underline-offset-3">
            audit log
          </Link>
          .
        </Trans>
      ) : (
        <Trans>Each erasure has a receipt. Its number is in the audit log, which admins can open.</Trans>
      )}
    </p>
  );
}
