import type { Me } from "../../api/account";

/** Applies the person's theme, or the system's for null. */
export function applyTheme(theme: Me["theme"]): void {
  if (theme === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
