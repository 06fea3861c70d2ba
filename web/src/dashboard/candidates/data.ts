import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { AGAIN_MILLISECONDS, PAGE_SIZE, usePages } from "../parts/usePages";
import { asQuery, type Filters } from "./filters";

type Schemas = components["schemas"];
export type Candidate = Schemas["CandidateOut"];
export type Across = Schemas["CandidateAcrossOut"];
export type Detail = Schemas["CandidateDetailOut"];
export type Letters = Schemas["LettersOut"];
export type List = Schemas["ImportOut"];
export type Proposal = Schemas["ResumeProposalOut"];
export type NewCandidate = Schemas["CandidateIn"];
export type LetterKind = Schemas["PreviewIn"]["kind"];

/** Somebody new, of whom nothing is known yet: null is what the API takes where nothing is sent. */
export const NOBODY: NewCandidate = {
  name: null,
  email: null,
  phone: null,
  notes: null,
  expiresAt: null,
  resumeText: null,
};

const KEY = "candidates";
const countsKey = (interviewId: string) => [KEY, interviewId, "counts"];
export const FILE = { "Content-Type": "application/octet-stream" };

/** A letter is on its way: what becomes of it is told by the list only. */
const isBeingWritten = ({ mailStatus }: Candidate) => mailStatus === "QUEUED";

export function useCandidates(interviewId: string, filters: Filters) {
  const load = async (cursor: string | undefined, signal: AbortSignal) => {
    const query = { limit: PAGE_SIZE, ...asQuery(filters), ...(cursor !== undefined && { cursor }) };
    const { data, cursor: next } = await take(
      api.GET("/interviews/{id}/candidates", { params: { path: { id: interviewId }, query }, signal }),
    );
    return { data, cursor: next ?? null };
  };
  const pages = usePages<Candidate>([KEY, interviewId, filters], load, { isMoving: isBeingWritten });
  useCountedAnew(interviewId, pages.rows?.filter(isBeingWritten).length ?? 0);
  return pages;
}

/** Whenever a letter has gone out, others are left to be invited. */
function useCountedAnew(interviewId: string, writing: number) {
  const client = useQueryClient();
  const before = useRef(writing);
  useEffect(() => {
    if (before.current !== writing) void client.invalidateQueries({ queryKey: countsKey(interviewId) });
    before.current = writing;
  }, [client, interviewId, writing]);
}

export function useEveryone(filters: Filters) {
  const load = (cursor: string | undefined, signal: AbortSignal) => {
    const query = { limit: PAGE_SIZE, ...asQuery(filters), ...(cursor !== undefined && { cursor }) };
    return take(api.GET("/candidates", { params: { query }, signal }));
  };
  return usePages<Across>([KEY, "all", filters], load, { isMoving: isBeingWritten });
}

export function useCandidate(candidateId: string) {
  return useQuery({
    queryKey: [KEY, "one", candidateId],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/candidates/{id}", { params: { path: { id: candidateId } }, signal }))).data,
    refetchInterval: ({ state: { data } }) => (data?.mailStatus === "QUEUED" ? AGAIN_MILLISECONDS : false),
  });
}

export const lettersQuery = (interviewId: string) =>
  queryOptions({
    queryKey: ["letters", interviewId],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/letters", { params: { path: { id: interviewId } }, signal }))).data,
  });

export function useCounts(interviewId: string) {
  return useQuery({
    queryKey: countsKey(interviewId),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/candidate-counts", { params: { path: { id: interviewId } }, signal })))
        .data,
  });
}

/** A list that is being imported; the server keeps it for a day. What changes it is said with `put`. */
export function useList(id: string | undefined) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["import", id],
    enabled: id !== undefined,
    queryFn: async ({ signal }) =>
      (await take(api.GET("/imports/{id}", { params: { path: { id: id ?? "" } }, signal }))).data,
    staleTime: Infinity,
  });
  const put = (list: List) => {
    client.setQueryData(["import", list.id], list);
  };
  return { ...query, put };
}

/** A change after which lists of candidates are read again; `error` as the API said it. */
export function useChange<Given, Made>(
  work: (given: Given) => Promise<Made>,
  onDone?: (made: Made) => Promise<void> | void,
) {
  const client = useQueryClient();
  const change = useMutation<Made, ApiError, Given>({
    mutationFn: async (given) => {
      try {
        return await work(given);
      } catch (error) {
        throw asApiError(error);
      }
    },
    onSuccess: async (made) => {
      await onDone?.(made); // first: who leaves the page of somebody erased must not ask for it once more
      void client.invalidateQueries({ queryKey: [KEY] });
    },
  });
  return { run: change.mutate, isBusy: change.isPending, error: change.error, made: change.data, forget: change.reset };
}
