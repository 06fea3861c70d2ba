import { useLingui } from "@lingui/react";

/**
 * A sentence of the server without a translation. On a page in another language, it is marked as English, and separated
 * from what follows as English sentences are: by a space, which `Gap` leaves out after a Chinese one.
 */
export function Untranslated({ text }: { text: string }) {
  const { i18n } = useLingui();
  if (i18n.locale.startsWith("en")) return text;
  return (
    <>
      <span lang="en">{text}</span>{" "}
    </>
  );
}
