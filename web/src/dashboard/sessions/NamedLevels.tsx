import { cellOf } from "./heat/cells";
import { CellWords, LevelCellView, tintOf } from "./heat/LevelCellView";
import type { Session } from "./useSessions";

/** A session's levels, each with the name of its criterion. */
export function NamedLevels({ row }: { row: Session }) {
  return (
    <ul className="grid gap-0.5">
      {row.scores?.map(({ criterion }) => {
        const cell = cellOf(row, criterion);
        return (
          <li key={criterion} className={`flex items-center gap-2 rounded-tight px-1.5 py-0.5 ${tintOf(cell)}`}>
            <span className="min-w-22 flex-none">
              <LevelCellView cell={cell} />
            </span>
            <span className="text-label leading-tight">{criterion}</span>
            <span className="sr-only">
              . <CellWords cell={cell} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
