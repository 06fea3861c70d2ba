import type { Background } from "./useReport";

type Consent = Background["consents"][number];

export interface ConsentGroup extends Pick<Consent, "version" | "givenAt" | "withdrawnAt"> {
  items: string[];
}

/** Groups consents that were given to the same text at the same time and, if withdrawn, were withdrawn together. */
export function groupConsents(consents: readonly Consent[]): ConsentGroup[] {
  const groups: ConsentGroup[] = [];
  for (const { item, version, givenAt, withdrawnAt } of consents) {
    const same = groups.find(
      (group) => group.version === version && group.givenAt === givenAt && group.withdrawnAt === withdrawnAt,
    );
    if (same === undefined) groups.push({ version, givenAt, withdrawnAt, items: [item] });
    else same.items.push(item);
  }
  return groups;
}
