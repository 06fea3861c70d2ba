import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { Field } from "../../../ui/Field";
import { Modal } from "../../../ui/overlay/Modal";
import { endOfDay, localDay } from "../expiry";
import type { BulkAction } from "./bulk";

interface ConfirmBulkProps {
  action: BulkAction;
  names: readonly string[];
  onConfirm: (expiresAt: string | null) => void;
  onClose: () => void;
}

/** Says what will be done, and to whom. To erase, the person must type the number of candidates. */
export function ConfirmBulk({ action, names, onConfirm, onClose }: ConfirmBulkProps) {
  const { t } = useLingui();
  const [day, setDay] = useState("");
  const [typed, setTyped] = useState("");
  const count = names.length;
  const [today] = useState(() => localDay(new Date().toISOString()));
  const isPast = day !== "" && day < today;
  const isReady = action === "erase" ? typed.trim() === String(count) : !isPast;
  const { title, confirm } = useWords(count)[action];
  const isDanger = action === "erase" || action === "revoke";
  return (
    <Modal
      title={title}
      onClose={onClose}
      onSubmit={() => {
        if (isReady) onConfirm(endOfDay(day));
      }}
      actions={
        <>
          <Action autoFocus={action !== "erase" && action !== "extend"} onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action type="submit" isPrimary={!isDanger} look="danger" isOff={!isReady}>
            {confirm}
          </Action>
        </>
      }
    >
      <p>
        <Explanation action={action} />
      </p>
      <Names names={names} />
      {action === "extend" && (
        <Field
          label={t`Last day to start`}
          hint={t`Leave empty if the links shouldn’t expire.`}
          type="date"
          autoFocus
          min={today}
          value={day}
          error={isPast ? t`Choose today or a later day.` : undefined}
          onChange={({ target: { value } }) => {
            setDay(value);
          }}
        />
      )}
      {action === "erase" && (
        <Field
          label={t`Type ${count} to confirm`}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={typed}
          onChange={({ target: { value } }) => {
            setTyped(value);
          }}
        />
      )}
    </Modal>
  );
}

function useWords(count: number): Record<BulkAction, { title: string; confirm: string }> {
  const { t } = useLingui();
  return {
    invite: {
      title: plural(count, { one: "Invite # candidate by email?", other: "Invite # candidates by email?" }),
      confirm: plural(count, { one: "Send # invitation", other: "Send # invitations" }),
    },
    remind: {
      title: plural(count, { one: "Remind # candidate by email?", other: "Remind # candidates by email?" }),
      confirm: plural(count, { one: "Send # reminder", other: "Send # reminders" }),
    },
    extend: {
      title: plural(count, {
        one: "Change the expiry for # candidate",
        other: "Change the expiry for # candidates",
      }),
      confirm: t`Save expiry`,
    },
    revoke: {
      title: plural(count, { one: "Revoke # link?", other: "Revoke # links?" }),
      confirm: plural(count, { one: "Revoke # link", other: "Revoke # links" }),
    },
    erase: {
      title: plural(count, { one: "Erase # candidate?", other: "Erase # candidates?" }),
      confirm: plural(count, { one: "Erase # candidate", other: "Erase # candidates" }),
    },
  };
}

function Explanation({ action }: { action: BulkAction }) {
  switch (action) {
    case "invite":
      return (
        <Trans>
          Each candidate gets an email with their personal link, even if it was sent before. Afterward, you’ll see who
          couldn’t be emailed.
        </Trans>
      );
    case "remind":
      return <Trans>Each candidate gets a reminder by email. Afterward, you’ll see who couldn’t be emailed.</Trans>;
    case "extend":
      return (
        <Trans>Candidates can start until the end of the day you choose. Interviews in progress aren’t affected.</Trans>
      );
    case "revoke":
      return (
        <Trans>
          The links will no longer start an interview. An interview in progress can still be finished. To restore
          access, create a new link.
        </Trans>
      );
    case "erase":
      return (
        <Trans>
          All sessions, answers, files and reports will be deleted permanently. Receipts without names will be kept.
          This can’t be undone.
        </Trans>
      );
  }
}

const SHOWN = 5;

function Names({ names }: { names: readonly string[] }) {
  const { t } = useLingui();
  const more = names.length - SHOWN;
  return (
    <ul aria-label={t`Selected candidates`} className="grid border-s-4 border-line ps-3 text-label">
      {names.slice(0, SHOWN).map((name, at) => (
        // Two candidates may have the same name.
        <li key={at} className="wrap-anywhere">
          {name}
        </li>
      ))}
      {more > 0 && (
        <li className="text-ink-2">
          <Trans>and {more} more</Trans>
        </li>
      )}
    </ul>
  );
}
