import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { type List, useChange } from "../useCandidates";

type Row = List["problems"][number];
type Change = components["schemas"]["RowChange"];
type Code = Row["reasons"][number]["code"];

interface BadRowProps {
  list: List;
  row: Row;
  onChange: (list: List) => void;
}

/** A row that can't be added, with its line and the reason. It can be corrected in place. */
export function BadRow({ list, row, onChange }: BadRowProps) {
  const { t } = useLingui();
  const { line } = row;
  const [name, setName] = useState(row.name ?? "");
  const [email, setEmail] = useState(row.email ?? "");
  const words: Record<Code, string> = {
    EMAIL_INVALID: t`That doesn’t look like an email address.`,
    TOO_LONG: t`This is too long.`,
    NOBODY: t`Enter a name or an email address.`,
    EMAIL_MISSING: t`Enter an email address, such as name@example.com.`,
  };
  const problemOf = (field: string) => {
    const reason = row.reasons.find((each) => each.field === field);
    return reason && words[reason.code];
  };
  const others = row.reasons.filter(({ field }) => field !== "name" && field !== "email");
  const mend = useChange(
    (change: Change) =>
      take(api.PATCH("/imports/{id}", { params: { path: { id: list.id } }, body: { rows: [change] } })),
    ({ data }) => {
      onChange(data);
    },
  );
  return (
    <li className="rounded-panel border border-line bg-surface p-4">
      <form
        aria-label={t`Line ${line}`}
        className="grid gap-3 wide:grid-cols-[5rem_1fr_1fr_auto] wide:items-end"
        onSubmit={(event) => {
          event.preventDefault();
          mend.run({ line, isLeftOut: false, name, email });
        }}
      >
        <p className="self-start font-[650] tabular-nums">
          <Trans>Line {line}</Trans>
        </p>
        <Field
          label={t`Name`}
          error={problemOf("name")}
          value={name}
          onChange={({ target: { value } }) => {
            setName(value);
          }}
        />
        <Field
          label={t`Email`}
          error={problemOf("email")}
          value={email}
          onChange={({ target: { value } }) => {
            setEmail(value);
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Action type="submit" isOff={mend.isBusy}>
            <Trans>Save line {line}</Trans>
          </Action>
          <Action
            look="quiet"
            isOff={mend.isBusy}
            onClick={() => {
              mend.run({ line, isLeftOut: true });
            }}
          >
            <Trans>Leave out</Trans>
          </Action>
        </div>
      </form>
      {others.map(({ field, code }) => (
        <p key={field} className="mt-2 text-label font-[650] text-danger-ink">
          {field === "phone" ? <Trans>Phone:</Trans> : <Trans>Notes:</Trans>} {words[code]}
        </p>
      ))}
      {mend.error !== null && <ErrorBox error={mend.error} what={t`Line ${line} was not saved.`} />}
    </li>
  );
}
