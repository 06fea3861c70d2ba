const HOLDS = ["settings/retention/HoldDialogs.tsx", "settings/retention/HoldsOf.tsx"];

/**
 * The folders and files of the dashboard whose texts are in each catalog. Pages load `dashboard` and the catalog of their
 * own folder. What several areas show is in the catalog of each, and `weigh.ts` checks that no page shows other texts.
 */
export const AREAS: Readonly<Record<string, readonly string[]>> = {
  dashboard: [
    ...["autosave", "form", "frame", "interviews", "lists", "page", "shortcuts"],
    ...["developers/webhooks/events.ts", "profile/usePreferences.ts", "profile/useSignOut.ts"],
  ],
  access: ["signin", "welcome", "team/roles.ts"],
  builder: ["builder", "drafting", "library", "rehearsals", "versions"],
  people: ["candidates", "requests", "sessions/SessionStatus.tsx", ...HOLDS],
  review: ["insights", "playback", "report", "sessions", "sharing", ...HOLDS],
  settings: ["developers", "organizations", "profile", "projects", "settings", "team"],
};

/** The catalogs with the texts of a file, which is named from `src/dashboard/`. */
export const catalogsOf = (file: string): string[] =>
  Object.keys(AREAS).filter((area) => AREAS[area]?.some((part) => file === part || file.startsWith(`${part}/`)));
