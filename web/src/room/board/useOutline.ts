import { useLingui } from "@lingui/react/macro";

/** The parts of a drawing in words, in the order in which people would draw it. */
export function useOutline() {
  const { t } = useLingui();
  const parts = [
    { key: "parts", label: t`Parts`, hint: t`One part per line: what it is and what it does.` },
    {
      key: "links",
      label: t`How the parts are connected`,
      hint: t`One connection per line: from, to, and what passes between the two parts.`,
    },
    { key: "flow", label: t`What happens, in order`, hint: t`One step per line.` },
  ];
  /** The parts that aren't empty, each under its name. */
  const inWords = (texts: Readonly<Record<string, string>>) =>
    parts
      .filter(({ key }) => (texts[key] ?? "").trim() !== "")
      .map(({ key, label }) => `${label}:\n${(texts[key] ?? "").trim()}`)
      .join("\n\n");
  return { parts, inWords };
}
