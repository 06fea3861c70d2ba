/** The whole days (UTC) that the figures cover, as in the address. A list of sessions uses the same days. */
export interface Range {
  from?: string | undefined;
  to?: string | undefined;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export function readRange(search: Record<string, unknown>): Range {
  const { from, to } = search;
  return { ...(isDay(from) && { from }), ...(isDay(to) && { to }) };
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value));
}

/** The range for the API: from the beginning of the first day to the end of the last one. */
export function instantsOf({ from, to }: Range): { since?: string; until?: string } {
  return {
    ...(from !== undefined && { since: beginningOf(from, 0) }),
    ...(to !== undefined && { until: beginningOf(to, 1) }),
  };
}

function beginningOf(day: string, daysLater: number): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + daysLater)).toISOString();
}

export function isNarrowed({ from, to }: Range): boolean {
  return from !== undefined || to !== undefined;
}

/** The address of the list of the sessions behind a figure. */
export function sessionsAddress(
  interviewId: string | null,
  filters: Record<string, string>,
  range: Range = {},
): string {
  const place = interviewId === null ? "/sessions" : `/interviews/${interviewId}/sessions`;
  const search = new URLSearchParams({ ...filters, ...range });
  const asked = search.toString();
  return asked === "" ? place : `${place}?${asked}`;
}

export const OUTCOMES = ["answered", "skipped", "left", "unreached"] as const;

/** Selects the sessions behind a figure: those that name a theme, or in which a question had this outcome. */
export interface SessionsBehind extends Range {
  /** All wordings of the theme. */
  theme?: readonly string[] | undefined;
  question?: string | undefined;
  outcome?: (typeof OUTCOMES)[number] | undefined;
}

export function readBehind(search: Record<string, unknown>): SessionsBehind {
  const { theme, question, outcome } = search;
  const known = OUTCOMES.find((one) => one === outcome);
  return {
    ...readRange(search),
    ...(theme !== undefined && { theme: [theme].flat().map(String) }),
    ...(typeof question === "string" && { question }),
    ...(known !== undefined && { outcome: known }),
  };
}

/** The selection as the API's query. */
export function behindQuery({ theme, question, outcome, from, to }: SessionsBehind) {
  return {
    ...(theme !== undefined && { theme: [...theme] }),
    ...(question !== undefined && { question }),
    ...(outcome !== undefined && { outcome }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** The address of the sessions behind a theme's or question's figure, in one interview or all. */
export function behindAddress(
  interviewId: string | null,
  filters: Record<string, string | readonly string[]>,
  range: Range,
): string {
  const place = interviewId === null ? "/insights/sessions" : `/interviews/${interviewId}/insights/sessions`;
  const asked = Object.entries({ ...filters, ...range }).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  return `${place}?${new URLSearchParams(asked).toString()}`;
}
