/** A person as typed or pasted: `Mina Sol <mina@example.com>`, `Mina Sol, mina@example.com`, or an address alone. */
export interface Pasted {
  name: string | null;
  email: string | null;
}

/** Why a line isn't a candidate. */
export type PastedProblem = "NO_EMAIL" | "BAD_EMAIL" | "SAME_EMAIL";

export interface BadLine {
  /** The line's number in the text: from 1, empty lines included. */
  line: number;
  text: string;
  problem: PastedProblem;
  /** The line that has the same address. */
  sameLine: number | null;
}

interface PastedPeople {
  people: Pasted[];
  problems: BadLine[];
}

const SEPARATOR = /[,;，；]/u;
const ADDRESS = /[^\s<>,;，；\t"]+@[^\s<>,;，；\t"]+\.[^\s<>,;，；\t".]+/gu;

/** The people in a text with one person on each line, and the lines that aren't one. */
export function readPasted(text: string, allowsMissingEmail = false): PastedPeople {
  const found: PastedPeople = { people: [], problems: [] };
  const lineOf = new Map<string, number>();
  for (const [at, whole] of text.split(/\r?\n/u).entries()) {
    const line = at + 1;
    for (const part of partsOf(whole)) {
      const person = readPart(part);
      const problem = findProblem(person, lineOf, allowsMissingEmail);
      const address = person.email?.toLowerCase() ?? "";
      if (problem === null) found.people.push(person);
      else
        found.problems.push({
          ...{ line, text: part, problem },
          sameLine: problem === "SAME_EMAIL" ? (lineOf.get(address) ?? null) : null,
        });
      if (address !== "" && !lineOf.has(address)) lineOf.set(address, line);
    }
  }
  return found;
}

/** Splits a line with several addresses into one part for each person. */
function partsOf(line: string): string[] {
  const hasSeveral = [...line.matchAll(ADDRESS)].length > 1;
  const parts = hasSeveral ? line.split(SEPARATOR) : [line];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function readPart(part: string): Pasted {
  const [email = null] = part.match(ADDRESS) ?? [];
  const name = (email === null ? part : part.replace(email, ""))
    .replace(/[<>"]/gu, "")
    .replace(/^[\s,;，；\t]+|[\s,;，；\t]+$/gu, "");
  return { name: name === "" ? null : name, email };
}

function findProblem(
  { name, email }: Pasted,
  known: ReadonlyMap<string, number>,
  allowsMissingEmail: boolean,
): PastedProblem | null {
  if (name?.includes("@")) return "BAD_EMAIL";
  if (email === null) return allowsMissingEmail && name !== null ? null : "NO_EMAIL";
  return known.has(email.toLowerCase()) ? "SAME_EMAIL" : null;
}
