import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ArrowUpDown, type LucideIcon, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";

import { ErrorBox } from "../../ui/ErrorBox";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { Skeleton } from "../../ui/Skeleton";
import { DifferenceText } from "../drafting/DifferenceText";
import { useFieldNames, useWords } from "./fieldNames";
import { grouped, type Group } from "./grouped";
import { type Content, type Difference, differenceQuery, type FieldChange } from "./versions";

interface DifferencesProps {
  interviewId: string;
  before: string;
  after: string | undefined;
}

/** The changes from one version to the other, in words. */
export function Differences({ interviewId, before, after }: DifferencesProps) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(differenceQuery(interviewId, before, after));
  const count = data?.changes.length;
  useAnnounce(count === undefined ? null : plural(count, { one: "# difference", other: "# differences" }));
  if (error !== null)
    return <ErrorBox error={error} what={t`The versions could not be compared.`} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton label={t`Loading the differences`} rows={3} height="h-20" />;
  if (data.changes.length === 0)
    return (
      <p className="text-read">
        <Trans>Both versions are the same.</Trans>
      </p>
    );
  return (
    <ul className="grid gap-4">
      {grouped(data).map((group) => (
        <GroupItem key={group.key} group={group} difference={data} />
      ))}
    </ul>
  );
}

function GroupItem({ group, difference }: { group: Group; difference: Difference }) {
  const { fields, whole } = group;
  return (
    <li className="grid gap-3 rounded-panel border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="min-w-0 font-[650] break-words">
          <GroupTitle group={group} />
        </h3>
        {whole !== null && <Whole change={whole} />}
      </div>
      {whole?.kind === "added" && <Told part={whole.after} isNew />}
      {whole?.kind === "removed" && <Told part={whole.before} isNew={false} />}
      {fields.length > 0 && (
        <dl className="grid gap-3">
          {fields.map(({ field, change }) => (
            <Field key={field} group={group} field={field} change={change} difference={difference} />
          ))}
        </dl>
      )}
    </li>
  );
}

function GroupTitle({ group: { part, name, number } }: { group: Group }) {
  if (part === "settings") return <Trans>Settings</Trans>;
  if (part === "criterion") return <Trans>Criterion: {name}</Trans>;
  return number === null ? (
    <Trans>Question: {name}</Trans>
  ) : (
    <Trans>
      Question {number}: {name}
    </Trans>
  );
}

function Whole({ change: { kind, before, after } }: { change: FieldChange }) {
  if (kind === "added")
    return (
      <Mark icon={Plus} colour="text-good-ink">
        <Trans>New</Trans>
      </Mark>
    );
  if (kind === "removed")
    return (
      <Mark icon={Minus} colour="text-danger-ink">
        <Trans>Removed</Trans>
      </Mark>
    );
  const [from, to] = [Number(before) + 1, Number(after) + 1];
  return (
    <Mark icon={ArrowUpDown} colour="text-petrol-ink">
      <Trans>
        Moved from position {from} to {to}
      </Trans>
    </Mark>
  );
}

function Mark({ icon: Icon, colour, children }: { icon: LucideIcon; colour: string; children: ReactNode }) {
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-[650] wide:whitespace-nowrap ${colour}`}>
      <Icon aria-hidden="true" className="self-center" />
      {children}
    </span>
  );
}

/** The text of a part that was added or removed. */
function Told({ part, isNew }: { part: unknown; isNew: boolean }) {
  const { text, description } = (part ?? {}) as { text?: string; description?: string | null };
  const words = [text, description].filter(Boolean).join("\n");
  return (
    <div className="max-w-(--measure) whitespace-pre-wrap">
      <DifferenceText before={isNew ? "" : words} after={isNew ? words : ""} />
    </div>
  );
}

/** Fields whose changes are shown word by word. For all others, the old and the new value are shown. */
const PROSE = new Set(["title", "description", "objective", "nextSteps", "text", "starterCode", "aiName"]);

interface FieldProps {
  group: Group;
  field: string;
  change: FieldChange;
  difference: Difference;
}

function Field({ group: { part, type }, field, change, difference }: FieldProps) {
  const names = useFieldNames(part === "settings" ? "interview" : part);
  const words = useWords();
  const before = words(field, change.before, type, numbersIn(difference.before));
  const after = words(field, change.after, type, numbersIn(difference.after));
  const isCode = field === "starterCode";
  return (
    <div className="grid gap-1 wide:grid-cols-[12rem_minmax(0,1fr)] wide:gap-4">
      <dt className="text-label text-ink-2 wide:pt-1">{names[field] ?? field}</dt>
      <dd className={`max-w-(--measure) break-words whitespace-pre-wrap ${isCode ? "font-mono" : ""}`}>
        {PROSE.has(field) ? (
          <DifferenceText before={before} after={after} />
        ) : (
          <div className="flex flex-wrap gap-x-3">
            {before !== "" && <DifferenceText before={before} after="" />}
            {after !== "" && <DifferenceText before="" after={after} />}
          </div>
        )}
      </dd>
    </div>
  );
}

function numbersIn({ questions }: Content): (id: string) => number | null {
  return (id) => {
    const place = questions.findIndex((one) => one.id === id);
    return place < 0 ? null : place + 1;
  };
}
