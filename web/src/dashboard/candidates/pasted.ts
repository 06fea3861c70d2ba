/** Somebody as typed or pasted: `Mina Sol <mina@example.com>`, `Mina Sol, mina@example.com`, or an address alone. */
export interface Pasted {
  name: string | null;
  email: string | null;
}

const ADDRESS = /[^\s<>,;，；\t"]+@[^\s<>,;，；\t"]+/u;

export function readPasted(text: string): Pasted[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .flatMap(readLine);
}

function readLine(line: string): Pasted[] {
  const addresses = line.match(new RegExp(ADDRESS, "gu")) ?? [];
  if (addresses.length > 1)
    return line
      .split(/[,;，；]/u)
      .filter((part) => part.trim() !== "")
      .flatMap(readLine);
  const [email = null] = addresses;
  const name = (email === null ? line : line.replace(email, ""))
    .replace(/[<>"]/gu, "")
    .replace(/^[\s,;，；\t]+|[\s,;，；\t]+$/gu, "");
  return [{ name: name === "" ? null : name, email }];
}
