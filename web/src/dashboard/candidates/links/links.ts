import { download } from "../../data/download";
import type { Candidate } from "../useCandidates";

/** As many ids as one request takes. */
const MOST_IDS = 100;

/**
 * The candidates' links as lines of text, each followed by whose it is. A line begins with the link, because a
 * spreadsheet runs pasted text that begins like a formula.
 */
export function linksOf(rows: readonly Candidate[]): string {
  return rows
    .filter(({ inviteUrl }) => inviteUrl !== null)
    .map(({ inviteUrl, name, email }) => [inviteUrl, name ?? email].filter(Boolean).join(" "))
    .join("\n");
}

/** Downloads the links of these candidates, as one file for each hundred. */
export async function downloadLinksOf(ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MOST_IDS)
    await download(`/candidates/links?ids=${ids.slice(at, at + MOST_IDS).join(",")}`);
}

/** Downloads the links of everyone who wasn't invited to this interview by email. */
export async function downloadOpenLinks(interviewId: string): Promise<void> {
  await download(`/candidates/links?interviewId=${interviewId}&status=NOT_INVITED`);
}
