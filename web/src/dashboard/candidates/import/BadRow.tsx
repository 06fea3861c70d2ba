import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import { type List, useChange } from "../useCandidates";

type Row = List["problems"][number];
type Change = components["schemas"]["RowChange"];
type Code = Row["reasons"][number]["code"];
type Part = "name" | "email" | "phone" | "notes";

interface BadRowProps {
  list: List;
  row: Row;
  onChange: (list: List) => void;
}

/** A row that can't be added, with its line and the reason. It can be corrected in place. */
export function BadRow({ list, row, onChange }: BadRowProps) {
  const { t } = useLingui();
  const { line } = row;
  const [typed, setTyped] = useState<Partial<Record<Part, string>>>({});
  const problemOf = useProblems(row);
  const mend = useChange(
    (change: Change) =>
      take(api.PATCH("/imports/{id}", { params: { path: { id: list.id } }, body: { rows: [change] } })),
    ({ data }) => {
      onChange(data);
    },
  );
  const partProps = (part: Part) => ({
    error: problemOf(part),
    value: typed[part] ?? row[part] ?? "",
    onChange: ({ target: { value } }: { target: { value: string } }) => {
      setTyped((before) => ({ ...before, [part]: value }));
    },
  });
  return (
    <li className="rounded-panel border border-line bg-surface p-4">
      <form
        aria-label={t`Line ${line}`}
        className="grid gap-3 wide:grid-cols-[5rem_1fr_1fr] wide:items-end"
        onSubmit={(event) => {
          event.preventDefault();
          mend.run({ line, isLeftOut: false, name: row.name ?? "", email: row.email ?? "", ...typed });
        }}
      >
        <p className="self-start font-[650] tabular-nums">
          <Trans>Line {line}</Trans>
        </p>
        <Field label={t`Name`} {...partProps("name")} />
        <Field label={t`Email`} {...partProps("email")} />
        {problemOf("phone") !== undefined && (
          <div className="wide:col-start-2">
            <Field label={t`Phone`} {...partProps("phone")} />
          </div>
        )}
        {problemOf("notes") !== undefined && (
          <div className="wide:col-span-2 wide:col-start-2">
            <TextArea label={t`Notes`} className="max-h-60" {...partProps("notes")} />
          </div>
        )}
        <div className="flex flex-wrap gap-2 wide:col-span-2 wide:col-start-2">
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
      {mend.error !== null && <ErrorBox error={mend.error} what={t`Line ${line} was not saved.`} />}
    </li>
  );
}

function useProblems(row: Row): (part: Part) => string | undefined {
  const { t } = useLingui();
  const words: Record<Code, string> = {
    EMAIL_INVALID: t`That doesn’t look like an email address.`,
    TOO_LONG: t`This is too long.`,
    NOBODY: t`Enter a name or an email address.`,
    EMAIL_MISSING: t`Enter an email address, such as name@example.com.`,
  };
  return (part) => {
    const reason = row.reasons.find(({ field }) => field === part);
    return reason && words[reason.code];
  };
}
