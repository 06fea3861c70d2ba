/** The reader's regional variant of a language: London and Boston write dates differently. */
function regional(locale: string): string {
  const language = locale.split("-")[0] ?? locale;
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? locale;
}

/** `14 November at 10:36`, in the reader's own time zone. */
export function dayAndTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { dateStyle: "long", timeStyle: "short" }).format(new Date(iso));
}

/** `09:41`, in the reader's own time zone. */
export function timeOfDay(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(iso),
  );
}

/** The name of a language in the reader's language, or the tag itself if the browser doesn't know it. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export interface AskParts {
  before: string;
  question: string;
  after: string;
}

/** A question at the end, after a sentence or a quote with a colon. */
const LAST_QUESTION = /^(.*(?:[.!][”"]?(?=\s)|[。！][”」]?|[”"」][.:：]))\s*([^.!。！]+[?？])$/su;

/** Splits what the interviewer wrote into the question and the words around it. */
export function splitAsk(content: string, question: string | null): AskParts {
  const at = question === null || question === "" ? -1 : content.lastIndexOf(question);
  if (question !== null && at >= 0) {
    return { before: content.slice(0, at).trim(), question, after: content.slice(at + question.length).trim() };
  }
  const [, before, last] = LAST_QUESTION.exec(content.trim()) ?? [];
  return { before: before?.trim() ?? "", question: last?.trim() ?? content, after: "" };
}

const QUOTED = /[“「『"]([^“”「」『』"]{2,})[”」』"]/g;

/** Splits a text so that each quote of the person's own words is a separate part. */
export function splitQuotes(content: string, said: string): { text: string; isQuote: boolean }[] {
  const parts: { text: string; isQuote: boolean }[] = [];
  const spoken = said.toLowerCase();
  let from = 0;
  for (const match of content.matchAll(QUOTED)) {
    const words = (match[1] ?? "").replace(/[.,…。，]+$/u, "").toLowerCase();
    if (words === "" || !spoken.includes(words)) continue;
    if (match.index > from) parts.push({ text: content.slice(from, match.index), isQuote: false });
    parts.push({ text: match[0], isQuote: true });
    from = match.index + match[0].length;
  }
  if (from < content.length) parts.push({ text: content.slice(from), isQuote: false });
  return parts;
}

/** `14 November 2026`, in the reader's own time zone. */
export function day(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { dateStyle: "long" }).format(new Date(iso));
}

/** `14 November at 10:36 GMT`: a deadline with its time zone. */
export function deadline(iso: string, locale: string): string {
  const parts = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat(regional(locale), parts).format(new Date(iso));
}
