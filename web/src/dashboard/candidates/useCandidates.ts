import { plural } from "@lingui/core/macro";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { key } from "../data/keys";
import { AGAIN_MILLISECONDS, usePages } from "../data/usePages";
import { useSendOnce } from "../data/useSendOnce";
import { useSingleMutation } from "../data/useSingleMutation";
import { forgetUnsaved } from "../report/rating/drafts";
import { type Filters, queryOf } from "./filters";

type Schemas = components["schemas"];
export type Candidate = Schemas["CandidateOut"];
export type Across = Schemas["CandidateAcrossOut"];
export type Detail = Schemas["CandidateDetailOut"];
export type EmailTemplates = Schemas["LettersOut"];
export type List = Schemas["ImportOut"];
export type Proposal = Schemas["ResumeProposalOut"];
export type NewCandidate = Schemas["CandidateIn"];
export type EmailTemplateKind = Schemas["PreviewIn"]["kind"];

/** A new candidate of whom nothing is known yet. The API treats null like a field that isn't sent. */
export const NOBODY: NewCandidate = {
  name: null,
  email: null,
  phone: null,
  notes: null,
  expiresAt: null,
  resumeText: null,
};

const countsKey = (interviewId: string) => key("candidates", interviewId, "counts");
/** An email is being sent. Only reading the list again shows the result. */
const isBeingWritten = ({ mailStatus }: Candidate) => mailStatus === "QUEUED";
/** How many candidates a list loads at a time: as many as one request can change. */
const PAGE_SIZE = 100;
const PAGING = { keepsRows: true, isMoving: isBeingWritten, pageSize: PAGE_SIZE };
export const FILE = { "Content-Type": "application/octet-stream" };

export function useCandidates(interviewId: string, filters: Filters) {
  const load = async (cursor: string | undefined, signal: AbortSignal) => {
    const query = { limit: PAGE_SIZE, ...queryOf(filters), ...(cursor !== undefined && { cursor }) };
    const { data, cursor: next } = await take(
      api.GET("/interviews/{id}/candidates", { params: { path: { id: interviewId }, query }, signal }),
    );
    return { data, cursor: next ?? null };
  };
  const pages = usePages<Candidate>(key("candidates", interviewId, filters), load, PAGING);
  useCountedAnew(interviewId, pages.rows?.filter(isBeingWritten).length ?? 0);
  return pages;
}

/**
 * Reads the counts again when the number of queued emails changes: after one is sent, fewer candidates are left to
 * invite.
 */
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
    const query = { limit: PAGE_SIZE, ...queryOf(filters), ...(cursor !== undefined && { cursor }) };
    return take(api.GET("/candidates", { params: { query }, signal }));
  };
  return usePages<Across>(key("candidates", "all", filters), load, PAGING);
}

export function useCandidate(candidateId: string) {
  return useQuery({
    queryKey: key("candidates", "one", candidateId),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/candidates/{id}", { params: { path: { id: candidateId } }, signal }))).data,
    refetchInterval: ({ state: { data } }) => (data?.mailStatus === "QUEUED" ? AGAIN_MILLISECONDS : false),
  });
}

export const emailTemplatesQuery = (interviewId: string) =>
  queryOptions({
    queryKey: key("email-templates", interviewId),
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

/** A list that is being imported. The server keeps it for a day. After a change, call `put` with the new list. */
export function useList(id: string | undefined) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: key("import", id),
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

/** Adds candidates to an interview. Repeating a request whose response was lost adds no one twice. */
export function useAdding(interviewId: string, onAdded: () => void) {
  const send = useSendOnce((body: NewCandidate[], id: string) =>
    take(
      api.POST("/interviews/{id}/candidates", {
        params: { path: { id: interviewId }, header: { "Idempotency-Key": id } },
        body,
      }),
    ),
  );
  return useChange(send, ({ data }) => {
    const count = data.length;
    announce(plural(count, { one: "# candidate added", other: "# candidates added" }));
    onAdded();
  });
}

/**
 * Drops what was loaded about sessions after candidates were erased, so that no page shows it again, and unsaved ratings
 * and comments about these candidates.
 */
export function useForgetSessions(): (candidateIds: readonly string[]) => void {
  const client = useQueryClient();
  return (candidateIds) => {
    forgetUnsaved(({ candidateId }) => candidateIds.includes(candidateId));
    client.removeQueries({ queryKey: key("session") });
    void client.invalidateQueries({ queryKey: key("sessions") });
  };
}

/** A change after which lists of candidates are read again. `error` is the API's. */
export function useChange<Given, Made>(
  work: (given: Given) => Promise<Made>,
  onDone?: (made: Made) => Promise<void> | void,
) {
  const client = useQueryClient();
  const change = useSingleMutation<Made, ApiError, Given>({
    mutationFn: async (given) => {
      try {
        return await work(given);
      } catch (error) {
        throw asApiError(error);
      }
    },
    onSuccess: async (made) => {
      await onDone?.(made); // first: a page about an erased candidate must be left before it would load them again
      void client.invalidateQueries({ queryKey: key("candidates") });
    },
  });
  return { run: change.mutate, isBusy: change.isPending, error: change.error, made: change.data, forget: change.reset };
}
