import { useLingui } from "@lingui/react/macro";

import type { ColumnKey } from "../sorting";

export interface SortChoice {
  id: string;
  name: string;
  column: ColumnKey;
  isDescending: boolean;
}

/** All orders of the list, in words. By decision only where people decide. */
export function useSortChoices(criteria: readonly string[], hasDecisions: boolean): SortChoice[] {
  const { t } = useLingui();
  const one = (column: ColumnKey, isDescending: boolean, name: string): SortChoice => ({
    id: `${column.key} ${String(isDescending)} ${column.criterion ?? ""}`,
    name,
    column,
    isDescending,
  });
  return [
    one({ key: "createdAt" }, true, t`Newest first`),
    one({ key: "createdAt" }, false, t`Oldest first`),
    one({ key: "lastActivity" }, true, t`Most recently active first`),
    one({ key: "lastActivity" }, false, t`Least recently active first`),
    one({ key: "name" }, false, t`Name, A to Z`),
    one({ key: "name" }, true, t`Name, Z to A`),
    one({ key: "status" }, false, t`Status, “Running” first`),
    one({ key: "status" }, true, t`Status, “Left early” first`),
    one({ key: "duration" }, true, t`Longest interview first`),
    one({ key: "duration" }, false, t`Shortest interview first`),
    ...(hasDecisions
      ? [
          one({ key: "decision" }, true, t`Decision, “Advance” first`),
          one({ key: "decision" }, false, t`Decision, “Decline” first`),
        ]
      : []),
    ...criteria.flatMap((criterion) => [
      one({ key: "level", criterion }, true, t`${criterion}: AI’s level, highest first`),
      one({ key: "level", criterion }, false, t`${criterion}: AI’s level, lowest first`),
      one({ key: "humanLevel", criterion }, true, t`${criterion}: reviewers’ level, highest first`),
      one({ key: "humanLevel", criterion }, false, t`${criterion}: reviewers’ level, lowest first`),
    ]),
  ];
}
