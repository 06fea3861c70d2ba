import { Trans, useLingui } from "@lingui/react/macro";
import type { RefObject } from "react";

import { Select } from "../../ui/controls/Select";
import { Differences } from "./Differences";
import type { Compared } from "./routes";
import type { Version } from "./versions";

const NOW = "now";

interface ComparisonProps {
  interviewId: string;
  rows: readonly Version[];
  compared: Compared;
  onChoose: (compared: Compared) => void;
  /** The heading, which gets the focus when the comparison was asked for further up. */
  heading: RefObject<HTMLHeadingElement | null>;
}

/** Compares two versions, or one with the interview as it is now: chooses them, and shows the differences. */
export function Comparison({ interviewId, rows, compared, onChoose, heading }: ComparisonProps) {
  const { t } = useLingui();
  const newest = rows.find(({ isCurrent }) => !isCurrent) ?? rows[0];
  const before = compared.before ?? newest?.id;
  const { after } = compared;
  if (before === undefined) return null;
  const choices = rows.map(({ id, number }) => ({ id, name: t`Version ${number}` }));
  return (
    <section aria-label={t`Differences`} className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 ref={heading} tabIndex={-1} className="text-lead font-[650]">
        <Trans>Differences</Trans>
      </h2>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Select
          label={t`From`}
          choices={choices}
          chosen={before}
          onChoose={(id) => {
            onChoose({ ...compared, before: id });
          }}
        />
        <Select
          label={t`To`}
          choices={[{ id: NOW, name: t`Current version` }, ...choices]}
          chosen={after ?? NOW}
          onChoose={(id) => {
            onChoose({ before, ...(id !== NOW && { after: id }) });
          }}
        />
      </div>
      <Differences interviewId={interviewId} before={before} after={after} />
    </section>
  );
}
