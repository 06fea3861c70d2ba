/** The part of a spoken message that is needed here. */
export interface HeardSpeech {
  words: readonly { text: string; confidence: number | null }[];
}

/** Below this confidence, the recognizer was unsure of a word. */
export const UNSURE = 0.5;

export interface HeardPart {
  text: string;
  isUnsure: boolean;
}

/**
 * Splits a text so that words that were heard unclearly are separate parts. The recognizer's words are searched for in
 * order; one that isn't in the text is skipped, and adjacent unclear words are one part.
 */
export function partsOf(content: string, speech: HeardSpeech | undefined): HeardPart[] {
  const parts: HeardPart[] = [];
  let from = 0;
  let shown = 0;
  for (const word of speech?.words ?? []) {
    const text = word.text.trim();
    const at = text === "" ? -1 : content.indexOf(text, from);
    if (at < 0) continue;
    from = at + text.length;
    if (word.confidence === null || word.confidence >= UNSURE) continue;
    const between = content.slice(shown, at);
    const last = parts.at(-1);
    if (last?.isUnsure === true && between.trim() === "") last.text += between + text;
    else {
      if (between !== "") parts.push({ text: between, isUnsure: false });
      parts.push({ text, isUnsure: true });
    }
    shown = from;
  }
  if (shown < content.length) parts.push({ text: content.slice(shown), isUnsure: false });
  return parts;
}
