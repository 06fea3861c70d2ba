import { useLingui } from "@lingui/react/macro";

import { useKeptFocus } from "../../../ui/hooks/useKeptFocus";
import { More } from "../../../ui/table/More";
import type { Selection } from "../../../ui/table/selection";
import { useFirstNewRow } from "../../../ui/table/useFirstNewRow";
import type { Pages } from "../../data/usePages";
import type { Filters } from "../filters";
import type { Session } from "../useSessions";
import { HeatControls } from "./HeatControls";
import { HeatHead } from "./HeatHead";
import { HeatRow } from "./HeatRow";
import { HeatLegend } from "./HeatLegend";

interface HeatMapProps {
  rows: readonly Session[];
  pages: Pages<Session>;
  selection: Selection;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** All columns of levels. */
  criteria: readonly string[];
  /** The criteria that the interview has now. */
  named: readonly string[];
  hasDecisions: boolean;
}

/**
 * The sessions of an interview with their levels of each criterion. It has its own scroll area below its header. In a
 * narrow window, each session is a card.
 */
export function HeatMap({ rows, pages, selection, filters, onChange, criteria, named, hasDecisions }: HeatMapProps) {
  const { t } = useLingui();
  const { body, expectMore } = useFirstNewRow(rows.length);
  const noteFocus = useKeptFocus();
  const ids = rows.map(({ id }) => id);
  const hasPeople = rows.some(({ humanLevels }) => humanLevels.length > 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <HeatControls
          ids={ids}
          selection={selection}
          filters={filters}
          onChange={onChange}
          criteria={criteria}
          hasDecisions={hasDecisions}
        />
        <HeatLegend people={hasPeople ? "average" : "none"} />
      </div>
      <div
        role="region"
        aria-label={t`Sessions`}
        tabIndex={0}
        className="relative border-t-2 border-ink wide:overflow-auto tall:wide:max-h-[85dvh] print:max-h-none print:overflow-visible"
      >
        {/* The roles are explicit, because a table that is displayed as cards loses them in some browsers. */}
        <table
          role="table"
          aria-label={t`Levels by session and criterion`}
          className="w-full border-separate border-spacing-0"
        >
          <HeatHead
            ids={ids}
            selection={selection}
            filters={filters}
            onChange={onChange}
            criteria={criteria}
            hasPeople={hasPeople}
            hasDecisions={hasDecisions}
          />
          <tbody
            role="rowgroup"
            ref={body}
            onFocus={noteFocus}
            className="grid gap-3 pt-3 wide:table-row-group wide:pt-0"
          >
            {rows.map((row) => (
              <HeatRow
                key={row.id}
                row={row}
                selection={selection}
                criteria={criteria}
                named={named}
                hasDecisions={hasDecisions}
              />
            ))}
          </tbody>
        </table>
      </div>
      {pages.hasMore && <More {...pages} onMore={expectMore} />}
    </div>
  );
}
