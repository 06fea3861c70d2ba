import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { Field } from "../../../ui/Field";
import { useFormRequest } from "../../form/useFormRequest";
import { FormTop } from "../../form/FormTop";
import { useQueryClient } from "@tanstack/react-query";
import { Action } from "../../../ui/controls/Action";
import { CheckRow } from "../../../ui/controls/choices";
import { Modal } from "../../../ui/overlay/Modal";
import { asInstant, asLocal } from "./localTime";
import type { StepProps } from "../webhooks/WebhookDialogs";
import { key } from "../../data/keys";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Asks which events of a period to send again, then says how many were queued. */
export function ReplayDialog({ webhook, onClose }: StepProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [from, setFrom] = useState(() => asLocal(Date.now() - DAY));
  const [to, setTo] = useState(() => asLocal(Date.now() + MINUTE));
  const [isMissedOnly, setMissedOnly] = useState(true);
  const [queued, setQueued] = useState<number | null>(null);
  const { submit, problems, failure, isBusy } = useFormRequest(
    (body: { from: string; to: string; onlyMissed: boolean }) =>
      take(api.POST("/webhooks/{id}/replay", { params: { path: { id: webhook.id } }, body })),
    ["from", "to"],
    ({ data }) => {
      setQueued(data.queued);
      announce(data.queued === 0 ? t`There is nothing to send` : t`Events are being sent`);
      void client.invalidateQueries({ queryKey: key("webhooks") });
    },
  );
  if (queued !== null) return <Queued queued={queued} isMissedOnly={isMissedOnly} onClose={onClose} />;
  const send = () => {
    if (isBusy) return;
    const [begin, end] = [asInstant(from), asInstant(to)];
    submit(
      { from: begin ?? "", to: end ?? "", onlyMissed: isMissedOnly },
      {
        ...(begin === null && { from: t`Enter the start time.` }),
        ...(end === null && { to: t`Enter the end time.` }),
      },
    );
  };
  return (
    <Modal
      title={t`Send events again`}
      onClose={onClose}
      onSubmit={send}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary type="submit" isOff={isBusy}>
            <Trans>Send again</Trans>
          </Action>
        </>
      }
    >
      <FormTop problems={problems} failure={failure} safe={t`Nothing was sent.`} />
      <p>
        <Trans>
          Each event keeps its webhook-id, so your system can recognize duplicates. Events are kept for 30 days.
        </Trans>
      </p>
      <div className="grid gap-4">
        <Field
          id="from"
          type="datetime-local"
          label={t`From`}
          value={from}
          error={problems.from}
          onChange={({ target }) => {
            setFrom(target.value);
          }}
        />
        <Field
          id="to"
          type="datetime-local"
          label={t`To`}
          value={to}
          error={problems.to}
          onChange={({ target }) => {
            setTo(target.value);
          }}
        />
      </div>
      <CheckRow
        checked={isMissedOnly}
        onChange={({ target }) => {
          setMissedOnly(target.checked);
        }}
      >
        <Trans>Only undelivered events</Trans>
      </CheckRow>
    </Modal>
  );
}

interface QueuedProps {
  queued: number;
  isMissedOnly: boolean;
  onClose: () => void;
}

function Queued({ queued, isMissedOnly, onClose }: QueuedProps) {
  const { t } = useLingui();
  return (
    <Modal
      title={queued === 0 ? t`There is nothing to send` : t`Events are being sent`}
      onClose={onClose}
      actions={
        <Action isPrimary onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      <p>
        {queued > 0 ? (
          <Plural
            value={queued}
            one="# event is being sent again. Check “Deliveries” for the result."
            other="# events are being sent again. Check “Deliveries” for the results."
          />
        ) : isMissedOnly ? (
          <Trans>All events from that period have been delivered or are still being attempted.</Trans>
        ) : (
          <Trans>No events for this endpoint occurred in that period.</Trans>
        )}
      </p>
    </Modal>
  );
}
