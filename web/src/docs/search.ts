/** Finds the sections of the documentation that match a query, best first. */

export interface Entry {
  address: string;
  page: string;
  title: string;
  text: string;
}

const MOST = 12;
const AROUND = 60;

/** Every word must occur. A word in a title counts more than one in the text. */
export function search(entries: readonly Entry[], asked: string): Entry[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return entries
    .map((entry, place) => ({ entry, place, weight: weigh(entry, words) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.place - other.place)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

function weigh(entry: Entry, words: readonly string[]): number {
  const [title, page, text] = [entry.title, entry.page, entry.text].map((part) => part.toLowerCase()) as [
    string,
    string,
    string,
  ];
  let sum = 0;
  for (const word of words) {
    const weight =
      (title === word ? 16 : 0) +
      (title.startsWith(word) ? 8 : title.includes(word) ? 6 : 0) +
      (page.includes(word) ? 3 : 0) +
      (text.includes(word) ? 1 : 0);
    if (weight === 0) return 0;
    sum += weight;
  }
  return sum;
}

/** The text around the first word of the query that occurs. */
export function excerpt(entry: Entry, asked: string): string {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const at = Math.min(...words.map((word) => entry.text.toLowerCase().indexOf(word)).filter((place) => place >= 0));
  const from = Number.isFinite(at) && at > AROUND ? entry.text.indexOf(" ", at - AROUND) + 1 : 0;
  const cut = entry.text.slice(from, from + 3 * AROUND);
  return `${from > 0 ? "… " : ""}${cut}${from + 3 * AROUND < entry.text.length ? " …" : ""}`;
}
