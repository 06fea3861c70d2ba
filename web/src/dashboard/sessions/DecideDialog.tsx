import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { useSendOnce } from "../data/useSendOnce";
import { useSingleMutation } from "../data/useSingleMutation";
import { DecisionFields, UNDECIDED, useDecision, type Verdict } from "./DecisionFields";
import { DecisionResults } from "./DecisionResults";
import type { Session } from "./useSessions";

interface DecideDialogProps {
  sessions: readonly Session[];
  onClose: () => void;
}

/**
 * Records one decision of a named person on several sessions, with one reason. Nothing is preselected, and the
 * candidates aren't notified.
 */
export function DecideDialog({ sessions, onClose }: DecideDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [chosen] = useState(sessions); // the list may change below while the dialog is open
  const decision = useDecision(...useState(UNDECIDED));
  const send = useSendOnce(async (made: { verdict: Verdict; reason: string }, once: string) => {
    const body = { ...made, sessionIds: chosen.map(({ id }) => id) };
    const header = { "Idempotency-Key": once };
    return (await take(api.POST("/sessions/decisions", { params: { header }, body }))).data;
  });
  const { mutate, data, error, isPending } = useSingleMutation({
    mutationFn: send,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: key("sessions") });
      void client.invalidateQueries({ queryKey: key("session") });
    },
  });
  const count = chosen.length;
  if (data !== undefined) return <DecisionResults batch={data} sessions={chosen} onClose={onClose} />;
  const save = () => {
    const made = decision.read();
    if (made !== null) mutate(made);
  };
  return (
    <Modal
      title={t`Record a decision`}
      isHeld={isPending}
      onClose={onClose}
      actions={
        <>
          <Action isOff={isPending} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary isOff={isPending} onClick={save}>
            <Trans>Record under my name</Trans>
          </Action>
        </>
      }
    >
      <p className="text-ink-2">
        <Plural
          value={count}
          one="The decision and reason are recorded for # session."
          other="The same decision and reason are recorded for each of the # sessions."
        />
        <Gap />
        <Trans>The candidates aren’t notified. Earlier decisions stay in the history.</Trans>
      </p>
      {chosen.some(({ preliminary }) => preliminary) && (
        <Notice>
          <p>
            <Trans>Some reports are preliminary. This will be recorded with your decision.</Trans>
          </p>
        </Notice>
      )}
      <DecisionFields decision={decision} />
      {error !== null && <ErrorBox error={asApiError(error)} />}
    </Modal>
  );
}
