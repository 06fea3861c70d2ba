import { LinguiContext, useLingui } from "@lingui/react";
import { type ReactNode, useMemo } from "react";

import { forPurpose, type Purpose } from "./forPurpose";

/** A part of a page with the words that fit the purpose of an interview. */
export function InWordsOf({ purpose, children }: { purpose: Purpose; children: ReactNode }) {
  const outer = useLingui();
  const value = useMemo(() => {
    const i18n = forPurpose(outer.i18n, purpose);
    return { ...outer, i18n, _: i18n._.bind(i18n) };
  }, [outer, purpose]);
  return <LinguiContext value={value}>{children}</LinguiContext>;
}
