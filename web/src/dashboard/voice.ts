import { type QueryClient, queryOptions } from "@tanstack/react-query";

import { api, take } from "../api/client";
import type { ApiError } from "../api/error";
import type { components } from "../api/schema";
import { key } from "./data/keys";

export type Voice = components["schemas"]["VoiceOut"];

/** What this server hears and says. */
export const voiceQuery = queryOptions<Voice, ApiError>({
  queryKey: key("settings", "voice"),
  queryFn: async ({ signal }) => (await take(api.GET("/settings/voice", { signal }))).data,
});

/** `zh` of `zh-Hans`. */
export function baseOf(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/)[0] ?? "";
}

/** The language's name in the language of the page; the tag itself where it is none. */
export function nameOfLanguage(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What an interview by voice lacks in this language: `voice` is not heard by candidates, `ear` is not understood. */
export function lackOf(voice: Voice, language: string): "nothing" | "voice" | "ear" {
  const base = baseOf(language);
  if (!voice.ear.languages.includes(base)) return "ear";
  return voice.mouth.languages.includes(base) ? "nothing" : "voice";
}

/** Whether this server can interview in this language by voice: new interviews are then proposed with it. */
export async function canSpeak(client: QueryClient, language: string): Promise<boolean> {
  const voice = await client.query({ ...voiceQuery, staleTime: "static" }).catch(() => null);
  return voice !== null && lackOf(voice, language) === "nothing";
}
