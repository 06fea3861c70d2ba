const HOLDS = ["settings/retention/HoldDialogs.tsx", "settings/retention/HoldsOf.tsx"];

/**
 * Which folders and files of the dashboard have their texts in which catalog. Pages load `dashboard` and the catalog of
 * their own folder. Texts that several areas show are in the catalog of each. `weigh.ts` checks that no page shows a
 * text that it doesn't load.
 */
export const AREAS: Readonly<Record<string, readonly string[]>> = {
  dashboard: [
    ...["autosave", "form", "frame", "interviews", "lists", "page", "shortcuts"],
    ...["developers/webhooks/events.ts", "profile/usePreferences.ts", "profile/useSignOut.ts"],
    ...["data/useSendOnce.ts", "report/rating/DraftsGuard.tsx"],
  ],
  access: ["signin", "welcome", "team/roles.ts"],
  builder: ["builder", "drafting", "library", "rehearsals", "versions"],
  people: ["candidates", "requests", "sessions/SessionStatus.tsx", ...HOLDS],
  review: ["insights", "playback", "report", "sessions", "sharing", ...HOLDS],
  settings: ["developers", "organizations", "profile", "projects", "settings", "team"],
};

/** The catalogs with the texts of a file, given by its path in `src/dashboard/`. */
export const catalogsOf = (file: string): string[] =>
  Object.keys(AREAS).filter((area) => AREAS[area]?.some((part) => file === part || file.startsWith(`${part}/`)));
