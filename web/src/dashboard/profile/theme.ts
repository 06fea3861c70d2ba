import type { Me } from "../../api/account";

/** The person's choice, or null for the system's. */
export function applyTheme(theme: Me["theme"]): void {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
