import { LinguiContext, useLingui } from "@lingui/react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";

import { interviewQuery } from "../interviews/interview";
import { sessionQuery } from "../report/useReport";
import { forPurpose, type Purpose } from "./forPurposeTexts";

/** A page about one interview or session, with the word for people that fits what the interview is for. */
export function ForPurpose({ children }: { children: ReactNode }) {
  return <InWordsOf purpose={usePurpose()}>{children}</InWordsOf>;
}

export function InWordsOf({ purpose, children }: { purpose: Purpose; children: ReactNode }) {
  const outer = useLingui();
  const value = useMemo(() => {
    const i18n = forPurpose(outer.i18n, purpose);
    return { ...outer, i18n, _: i18n._.bind(i18n) };
  }, [outer, purpose]);
  return <LinguiContext value={value}>{children}</LinguiContext>;
}

/** The purpose of what the page has loaded; HIRING until that is known. */
function usePurpose(): Purpose {
  const { interviewId, id, sessionId }: Partial<Record<string, string>> = useParams({ strict: false });
  const interview = useQuery({ ...interviewQuery(interviewId ?? id ?? ""), enabled: false }).data;
  const session = useQuery({ ...sessionQuery(sessionId ?? ""), enabled: false }).data;
  return session?.purpose ?? interview?.purpose ?? "HIRING";
}
