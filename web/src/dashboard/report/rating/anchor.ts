/** The id of a criterion's part of the report, by its place among them. */
export const anchorOf = (index: number) => `criterion-${String(index + 1)}`;
