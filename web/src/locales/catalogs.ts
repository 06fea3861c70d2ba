import type { Messages } from "@lingui/core";

import { later } from "../ui/hooks/later";

interface Catalog {
  messages: Messages;
}

/** The texts of a part of the pages, by locale. Each is fetched when it is needed. */
export type Texts = Readonly<Record<string, () => Promise<Catalog>>>;

/** Each language is a folder. Pages that load at the same time share what they fetch. */
function byLocale(files: Record<string, () => Promise<Catalog>>): Texts {
  return Object.fromEntries(Object.entries(files).map(([path, load]) => [path.split("/")[1] ?? "", later(load).load]));
}

/** The texts of both products. */
export const SHARED = byLocale(import.meta.glob<Catalog>("./*/shared.po"));
/** The texts that candidates read before they enter. */
export const ENTRY = byLocale(import.meta.glob<Catalog>("./*/entry.po"));
/** The texts of the interview and of the pages after it. */
export const ROOM = byLocale(import.meta.glob<Catalog>("./*/room.po"));
/** The texts that every page of the dashboard needs. The rest is by area: `web/areas.ts` lists the folders of each. */
export const DASHBOARD = byLocale(import.meta.glob<Catalog>("./*/dashboard.po"));
export const ACCESS = byLocale(import.meta.glob<Catalog>("./*/access.po"));
export const BUILDER = byLocale(import.meta.glob<Catalog>("./*/builder.po"));
export const PEOPLE = byLocale(import.meta.glob<Catalog>("./*/people.po"));
export const REVIEW = byLocale(import.meta.glob<Catalog>("./*/review.po"));
export const SETTINGS = byLocale(import.meta.glob<Catalog>("./*/settings.po"));
