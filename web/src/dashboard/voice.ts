import { type QueryClient, queryOptions } from "@tanstack/react-query";

import { api, take } from "../api/client";
import type { ApiError } from "../api/error";
import type { components } from "../api/schema";
import { key } from "./data/keys";

export type Voice = components["schemas"]["VoiceOut"];

/** The languages and voices that this server understands and speaks. */
export const voiceQuery = queryOptions<Voice, ApiError>({
  queryKey: key("settings", "voice"),
  queryFn: async ({ signal }) => (await take(api.GET("/settings/voice", { signal }))).data,
});

/** `zh` of `zh-Hans`. */
export function baseOf(tag: string): string {
  return tag.trim().toLowerCase().split(/[-_]/)[0] ?? "";
}

/**
 * The language's name in the language of the page, or the tag itself if it isn't valid. Extensions, such as the order
 * of a phone book, have no name.
 */
export function nameOfLanguage(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(new Intl.Locale(tag).baseName) ?? tag;
  } catch {
    return tag;
  }
}

/**
 * The ability that this server lacks for a voice interview in this language: "voice" if the interviewer can't speak it,
 * "stt" if answers can't be understood.
 */
export function lackOf(voice: Voice, language: string): "nothing" | "voice" | "stt" {
  const base = baseOf(language);
  if (!voice.ear.languages.includes(base)) return "stt";
  return voice.mouth.languages.includes(base) ? "nothing" : "voice";
}

/** Whether this server can interview by voice in this language. If so, voice is on by default in new interviews. */
export async function canSpeak(client: QueryClient, language: string): Promise<boolean> {
  const voice = await client.query({ ...voiceQuery, staleTime: "static" }).catch(() => null);
  return voice !== null && lackOf(voice, language) === "nothing";
}
