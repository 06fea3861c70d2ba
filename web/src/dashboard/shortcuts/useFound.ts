import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, take } from "../../api/client";
import { key } from "../data/keys";
import { stateOf } from "../interviews/interview";
import type { Place } from "./places";

const CALM_MILLISECONDS = 200;
const MOST = 6;

/** The typed words, once typing has paused for a moment. */
function useCalm(words: string): string {
  const [calm, setCalm] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => {
      setCalm(words);
    }, CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [words]);
  return calm;
}

async function findInterviews(q: string, signal: AbortSignal): Promise<Place[]> {
  const { data } = await take(api.GET("/interviews", { params: { query: { q, limit: MOST } }, signal }));
  return data.map((interview) => ({
    id: `interview ${interview.id}`,
    name: interview.title,
    href: `/interviews/${interview.id}/build`,
    about: interview.objective ?? undefined,
    state: stateOf(interview),
  }));
}

async function findCandidates(q: string, signal: AbortSignal): Promise<Place[]> {
  const { data } = await take(api.GET("/candidates", { params: { query: { q, limit: MOST } }, signal }));
  return data.map(({ id, name, email, interviewTitle }) => ({
    id: `candidate ${id}`,
    name: name ?? email ?? id,
    href: `/candidates/${id}`,
    about: interviewTitle,
  }));
}

/** Interviews and candidates that the server finds by these words. */
export function useFound(typed: string) {
  const words = useCalm(typed.trim());
  const options = { staleTime: 10_000, retry: false } as const;
  const interviews = useQuery({
    ...options,
    queryKey: key("interviews", "search", words),
    queryFn: words === "" ? skipToken : ({ signal }) => findInterviews(words, signal),
  });
  const candidates = useQuery({
    ...options,
    queryKey: key("candidates", "search", words),
    queryFn: words === "" ? skipToken : ({ signal }) => findCandidates(words, signal),
  });
  return {
    interviews: interviews.data ?? [],
    candidates: candidates.data ?? [],
    isBusy: words !== typed.trim() || interviews.isFetching || candidates.isFetching,
    failed: { interviews: interviews.isError, candidates: candidates.isError },
    retry: () => {
      for (const query of [interviews, candidates]) if (query.isError) void query.refetch();
    },
  };
}
