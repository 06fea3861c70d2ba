import { Trans, useLingui } from "@lingui/react/macro";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { DayField } from "../../ui/controls/DayField";
import { SearchField } from "../../ui/controls/SearchField";
import { Select } from "../../ui/controls/Select";
import { useKeptFocus } from "../../ui/hooks/useKeptFocus";
import { countFurther, type Filters, MAIL_STATUSES, type MailStatus, STATUSES, withoutNothing } from "./filters";
import { useStatusNames } from "./StatusCell";

interface FiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

interface CandidateFiltersProps extends FiltersProps {
  /** null: there is nothing to clear here. */
  onClear: (() => void) | null;
}

const ANY = "any";

/** The filters of the list. They are in the address, so a filtered list can be shared and survives a reload. */
export function CandidateFilters({ filters, onChange, onClear }: CandidateFiltersProps) {
  const { t } = useLingui();
  const names = useStatusNames();
  const [isOpen, setOpen] = useState(countFurther(filters) > 0);
  const noteFocus = useKeptFocus();
  const further = countFurther(filters);
  const change = (part: Filters) => {
    onChange(withoutNothing({ ...filters, ...part }));
  };
  const statuses = [{ id: ANY, name: t`Any status` }, ...STATUSES.map((id) => ({ id, name: names[id] }))];
  return (
    <div role="search" className="grid gap-3" onFocus={noteFocus}>
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          label={t`Search by name or email`}
          words={filters.q ?? ""}
          onSearch={(words) => {
            change({ q: words.trim() === "" ? undefined : words });
          }}
        />
        <Select
          label={t`Status`}
          isLabelHidden
          choices={statuses}
          chosen={filters.status ?? ANY}
          onChoose={(id) => {
            change({ status: STATUSES.find((status) => status === id) });
          }}
        />
        <Action
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          <SlidersHorizontal aria-hidden="true" />
          {further === 0 ? <Trans>More filters</Trans> : <Trans>More filters ({further})</Trans>}
        </Action>
        {onClear !== null && (
          <Action look="quiet" onClick={onClear}>
            <Trans>Clear filters</Trans>
          </Action>
        )}
      </div>
      {isOpen && (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3 rounded-panel border border-line bg-surface p-4">
          <MailFilter filters={filters} onChange={change} />
          <Days filters={filters} onChange={change} />
        </div>
      )}
    </div>
  );
}

function MailFilter({ filters, onChange }: FiltersProps) {
  const { t } = useLingui();
  const names: Record<MailStatus, string> = {
    QUEUED: t`Sending`,
    SENT: t`Sent`,
    FAILED: t`Not sent`,
    UNKNOWN: t`Delivery unconfirmed`,
    WITHHELD: t`Not sent (test mode)`,
  };
  return (
    <Select
      label={t`Last email`}
      choices={[{ id: ANY, name: t`Any` }, ...MAIL_STATUSES.map((id) => ({ id, name: names[id] }))]}
      chosen={filters.mailStatus ?? ANY}
      onChoose={(id) => {
        onChange({ mailStatus: MAIL_STATUSES.find((status) => status === id) });
      }}
    />
  );
}

function Days({ filters, onChange }: FiltersProps) {
  const days = [
    { name: "invitedFrom", label: <Trans>Invited on or after</Trans>, max: filters.invitedTo },
    { name: "invitedTo", label: <Trans>Invited on or before</Trans>, min: filters.invitedFrom },
    { name: "activeFrom", label: <Trans>Active on or after</Trans>, max: filters.activeTo },
    { name: "activeTo", label: <Trans>Active on or before</Trans>, min: filters.activeFrom },
  ] as const;
  return days.map(({ name, label, ...limits }) => (
    <DayField
      key={name}
      label={label}
      day={filters[name] ?? ""}
      {...limits}
      onChange={(day) => {
        onChange({ [name]: day === "" ? undefined : day });
      }}
    />
  ));
}
