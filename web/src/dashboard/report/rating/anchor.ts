/** The id of a criterion's part of the report, by the criterion's index. */
export const anchorOf = (index: number) => `criterion-${String(index + 1)}`;
