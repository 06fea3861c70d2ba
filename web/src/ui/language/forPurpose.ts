import { type I18n, type MessageDescriptor, type Messages, setupI18n } from "@lingui/core";

/** The purpose of an interview. */
export type Purpose = "HIRING" | "RESEARCH" | "PRACTICE";

type Replacements = Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;

/** By language: the word for a person in texts, and its replacement in interviews that aren't for hiring. */
const WORDS: Replacements = {
  // Not within the name of a value, such as {candidate}.
  en: [
    [/(?<![{\w])candidate(?=s?\b)/g, "participant"],
    [/(?<![{\w])Candidate(?=s?\b)/g, "Participant"],
  ],
  "zh-Hans": [[/候选人/g, "参与者"]],
};

/** The same in research only. Chinese has one word for a job interview and another for a research interview. */
const WORDS_OF_RESEARCH: Replacements = {
  "zh-Hans": [
    [/面试官/g, "访谈员"],
    [/面试/g, "访谈"],
  ],
};

type Message = Messages[string];

/**
 * Adapts the texts to a purpose: an interview for hiring has candidates, any other one has participants. Only texts
 * are changed, never the names and quotes that are inserted into them.
 */
export function forPurpose(i18n: I18n, purpose: Purpose): I18n {
  if (purpose === "HIRING") return i18n;
  const { locale } = i18n;
  const replacements = [...(WORDS[locale] ?? []), ...(purpose === "RESEARCH" ? (WORDS_OF_RESEARCH[locale] ?? []) : [])];
  const turned = (text: string) => replacements.reduce((words, [word, other]) => words.replace(word, other), text);
  const messages = Object.fromEntries(
    Object.entries(i18n.messages).map(([id, message]) => [id, turnMessage(message, turned)]),
  );
  const own = setupI18n({ locale, messages: { [locale]: messages } });
  const find = own._.bind(own);
  // Texts that are in no catalog come with the call.
  const say = (id: MessageDescriptor | string, values?: Record<string, unknown>, options?: { message?: string }) =>
    typeof id === "string"
      ? find(id, values, options?.message === undefined ? options : { ...options, message: turned(options.message) })
      : find(id.message === undefined ? id : { ...id, message: turned(id.message) });
  Object.assign(own, { _: say, t: say });
  return own;
}

/**
 * Changes a compiled message: a text, or a list of parts. A part that is a list is a value: its name, its format, and
 * the texts of a plural.
 */
function turnMessage(message: Message, turned: (text: string) => string): Message {
  if (typeof message === "string") return turned(message);
  if (!Array.isArray(message)) return message;
  return message.map((part) => {
    if (typeof part === "string") return turned(part);
    const [name, format, choices] = part;
    if (typeof choices !== "object" || choices === null) return part;
    const texts = Object.entries(choices).map(([key, text]) => [
      key,
      typeof text === "number" ? text : turnMessage(text as Message, turned),
    ]);
    return [name, format, Object.fromEntries(texts)];
  }) as Message;
}
