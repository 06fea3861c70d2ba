export const FEWEST = 2;
export const MOST = 4;

/** The comparison in the address. `ids` is separated by commas. */
export interface Comparison {
  ids?: string | undefined;
  names?: "hidden" | undefined;
}

export function readComparison({ ids, names }: Record<string, unknown>): Comparison {
  return {
    ...(typeof ids === "string" && ids !== "" && { ids }),
    ...(names === "hidden" && { names: "hidden" as const }),
  };
}

export function idsOf({ ids }: Comparison): string[] {
  return [...new Set((ids ?? "").split(",").filter(Boolean))].slice(0, MOST);
}
