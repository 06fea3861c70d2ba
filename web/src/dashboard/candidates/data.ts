import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { PAGE_SIZE, usePages } from "../parts/usePages";
import { asQuery, type Filters } from "./filters";

type Schemas = components["schemas"];
export type Candidate = Schemas["CandidateOut"];
export type Across = Schemas["CandidateAcrossOut"];
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
export const FILE = { "Content-Type": "application/octet-stream" };

export function useCandidates(interviewId: string, filters: Filters) {
  return usePages<Candidate>([KEY, interviewId, filters], async (cursor, signal) => {
    const query = { limit: PAGE_SIZE, ...asQuery(filters), ...(cursor !== undefined && { cursor }) };
    const { data, cursor: next } = await take(
      api.GET("/interviews/{id}/candidates", { params: { path: { id: interviewId }, query }, signal }),
    );
    return { data, cursor: next ?? null };
  });
}

export function useEveryone(filters: Filters) {
  return usePages<Across>([KEY, "all", filters], (cursor, signal) =>
    take(
      api.GET("/candidates", {
        params: { query: { limit: PAGE_SIZE, ...asQuery(filters), ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
}

export const lettersQuery = (interviewId: string) =>
  queryOptions({
    queryKey: ["letters", interviewId],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/letters", { params: { path: { id: interviewId } }, signal }))).data,
  });

export function useCounts(interviewId: string) {
  return useQuery({
    queryKey: [KEY, interviewId, "counts"],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/interviews/{id}/candidate-counts", { params: { path: { id: interviewId } }, signal })))
        .data,
  });
}

/** A change after which lists of candidates are read again; `error` as the API said it. */
export function useChange<Given, Made>(work: (given: Given) => Promise<Made>, onDone?: (made: Made) => void) {
  const client = useQueryClient();
  const change = useMutation<Made, ApiError, Given>({
    mutationFn: async (given) => {
      try {
        return await work(given);
      } catch (error) {
        throw asApiError(error);
      }
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: [KEY] });
      onDone?.(made);
    },
  });
  return { run: change.mutate, isBusy: change.isPending, error: change.error, made: change.data, forget: change.reset };
}
