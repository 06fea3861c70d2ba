import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";

type Schemas = components["schemas"];
export type Session = Schemas["SessionDetail"];
export type Background = Schemas["BackgroundOut"];
export type Rating = Schemas["HumanRatingOut"];
export type NewRating = Schemas["HumanRatingIn"];
export type Comment = Schemas["CommentOut"];
export type Decision = Schemas["DecisionOut"];
export type Message = Schemas["MessageOut"];
export type IntegrityItem = Schemas["IntegrityItemOut"];
export type Suggestion = Schemas["SuggestionOut"];
export type Evidence = Schemas["Evidence"];

const WAIT_MILLISECONDS = 3_000;

const isBeingWritten = (status: Session["reportStatus"] | undefined) => status === "PENDING" || status === "RUNNING";

const where = (id: string) => ({ params: { path: { id } } });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: key("session", id),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}", { ...where(id), signal }))).data,
    // While a report is being written, nothing else reports a change, so the page polls.
    refetchInterval: ({ state: { data } }) => (isBeingWritten(data?.reportStatus) ? WAIT_MILLISECONDS : false),
  });

/** Reads the other parts again once a report is written: its author, its date and the earlier reports are among them. */
export function useNewReport(id: string, status: Session["reportStatus"] | undefined): void {
  const client = useQueryClient();
  const wasBeingWritten = useRef(false);
  const isNow = isBeingWritten(status);
  useEffect(() => {
    if (wasBeingWritten.current && !isNow) void client.invalidateQueries({ queryKey: key("session", id) });
    wasBeingWritten.current = isNow;
  }, [client, id, isNow]);
}

export function useBackground(id: string) {
  return useQuery({
    queryKey: key("session", id, "background"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/background", { ...where(id), signal }))).data,
  });
}

export function useRatings(id: string) {
  return useQuery({
    queryKey: key("session", id, "ratings"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/ratings", { ...where(id), signal }))).data,
  });
}

export function useComments(id: string) {
  return useQuery({
    queryKey: key("session", id, "comments"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/comments", { ...where(id), signal }))).data,
  });
}

export function useDecisions(id: string) {
  return useQuery({
    queryKey: key("session", id, "decisions"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/decisions", { ...where(id), signal }))).data,
  });
}

export function useReports(id: string) {
  return useQuery({
    queryKey: key("session", id, "reports"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/reports", { ...where(id), signal }))).data,
  });
}

export function useWork(id: string) {
  return useQuery({
    queryKey: key("session", id, "work"),
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/work", { ...where(id), signal }))).data,
  });
}

export function useKeystrokes(id: string, isWanted: boolean) {
  return useQuery({
    queryKey: key("session", id, "keystrokes"),
    enabled: isWanted,
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/keystrokes", { ...where(id), signal }))).data,
  });
}

export function useIntegrity(id: string, isWanted = true) {
  return useQuery({
    queryKey: key("session", id, "integrity"),
    enabled: isWanted,
    queryFn: async ({ signal }) => (await take(api.GET("/sessions/{id}/integrity", { ...where(id), signal }))).data,
  });
}

export interface Change<Input> {
  send: (input: Input) => void;
  isBusy: boolean;
  error: ApiError | null;
  reset: () => void;
}

/** Changes something about a session, and reads again everything that may have changed with it. */
export function useChange<Input>(
  id: string,
  change: (input: Input) => Promise<unknown>,
  onDone: (input: Input) => void,
): Change<Input> {
  const client = useQueryClient();
  const mutation = useSingleMutation({
    mutationFn: change,
    onSuccess: async (_made, input) => {
      onDone(input);
      void client.invalidateQueries({ queryKey: key("sessions") });
      await client.invalidateQueries({ queryKey: key("session", id) });
    },
    onError: (error) => {
      // The changed part is gone, and perhaps the session with it.
      if (asApiError(error).status === 404) void client.invalidateQueries({ queryKey: key("session", id) });
    },
  });
  return {
    send: (input) => {
      mutation.mutate(input);
    },
    isBusy: mutation.isPending,
    error: mutation.error === null ? null : asApiError(mutation.error),
    reset: mutation.reset,
  };
}
