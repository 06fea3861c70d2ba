import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { Purpose } from "../../ui/language/forPurpose";
import { InWordsOf } from "../../ui/language/InWordsOf";
import { interviewQuery } from "../interviews/interview";
import { sessionQuery } from "../report/useReport";

/** A page about one interview or session, with the word for people that fits what the interview is for. */
export function ForPurpose({ children }: { children: ReactNode }) {
  return <InWordsOf purpose={usePurpose()}>{children}</InWordsOf>;
}

/** The purpose of what the page has loaded; HIRING until that is known. */
function usePurpose(): Purpose {
  const { interviewId, id, sessionId }: Partial<Record<string, string>> = useParams({ strict: false });
  const interview = useQuery({ ...interviewQuery(interviewId ?? id ?? ""), enabled: false }).data;
  const session = useQuery({ ...sessionQuery(sessionId ?? ""), enabled: false }).data;
  return session?.purpose ?? interview?.purpose ?? "HIRING";
}
