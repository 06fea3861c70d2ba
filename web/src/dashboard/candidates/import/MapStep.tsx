import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { ErrorBox } from "../../../ui/ErrorBox";
import { type List, useChange } from "../useCandidates";

type Mapping = List["mapping"];
type Held = keyof Mapping;
const HELD: readonly Held[] = ["name", "firstName", "lastName", "email", "phone", "notes"];

interface MapStepProps {
  list: List;
  onMapped: (list: List) => void;
  onBack: () => void;
}

/** The contents of each column: a guess to confirm, with three sample values. */
export function MapStep({ list, onMapped, onBack }: MapStepProps) {
  const { t } = useLingui();
  const [mapping, setMapping] = useState(list.mapping);
  const names: Record<Held, string> = {
    name: t`Name`,
    firstName: t`First name`,
    lastName: t`Last name`,
    email: t`Email`,
    phone: t`Phone`,
    notes: t`Notes`,
  };
  const choices = [{ id: "none" as const, name: t`Leave out` }, ...HELD.map((id) => ({ id, name: names[id] }))];
  const isUseful = mapping.email !== null || mapping.name !== null || mapping.firstName !== null;
  const map = useChange(
    (chosen: Mapping) =>
      take(api.PATCH("/imports/{id}", { params: { path: { id: list.id } }, body: { mapping: chosen } })),
    ({ data }) => {
      onMapped(data);
    },
  );
  const choose = (index: number, held: Held | "none") => {
    const kept = Object.entries(mapping).map(([name, at]) => [name, at === index || name === held ? null : at]);
    const next = Object.fromEntries(kept) as Mapping;
    setMapping(held === "none" ? next : { ...next, [held]: index });
  };
  return (
    <div className="grid gap-5">
      <p className="max-w-(--measure)">
        <Trans>Choose what each column contains. Columns you leave out aren’t imported.</Trans>
      </p>
      {map.error !== null && <ErrorBox error={map.error} what={t`The columns could not be saved.`} />}
      <ul className="grid gap-3 border-t-2 border-ink pt-3">
        {list.columns.map(({ index, name, samples }) => (
          <li
            key={index}
            className="grid gap-3 rounded-panel border border-line bg-surface p-4 wide:grid-cols-[14rem_1fr] wide:items-center"
          >
            <Select
              label={name === "" ? t`Column ${index + 1}` : name}
              choices={choices}
              chosen={HELD.find((held) => mapping[held] === index) ?? "none"}
              onChoose={(held) => {
                choose(index, held);
              }}
            />
            <ul className="grid gap-1 text-label text-ink-2">
              {samples.map((sample, at) => (
                // The samples of a column have no ids.
                <li key={at} className="truncate font-mono">
                  {sample}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {!isUseful && (
        <p className="font-[650] text-danger-ink" role="status">
          <Trans>Choose the column that contains email addresses or names.</Trans>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Action onClick={onBack}>
          <Trans>Choose another file</Trans>
        </Action>
        <Action
          isPrimary
          isOff={map.isBusy || !isUseful}
          onClick={() => {
            map.run(mapping);
          }}
        >
          <Trans>Check the rows</Trans>
        </Action>
      </div>
    </div>
  );
}
