import type { RunLanguage } from "./runtimes";

/** Whether the language runs in the browser. */
export function canRun(language: string): language is RunLanguage {
  return language === "python" || language === "javascript";
}
