import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../../api/client";
import { type ApiError, asApiError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { PAGE_SIZE } from "../../../ui/table/More";
import { key } from "../../data/keys";
import { usePages } from "../../data/usePages";
import { useSingleMutation } from "../../data/useSingleMutation";

type Schemas = components["schemas"];
export type Retention = Schemas["RetentionOut"];
export type RetentionChange = Schemas["RetentionChange"];
export type OwnRetention = Schemas["OwnRetentionOut"];
export type OwnRetentionChange = Schemas["OwnRetentionChange"];
export type InterviewRetention = Schemas["InterviewKeptOut"];
export type Hold = Schemas["HoldOut"];
export type Erasures = Schemas["ErasuresOut"];

const page = (cursor: string | undefined) => ({
  query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) },
});

export function useInterviewRetentions() {
  return usePages<InterviewRetention>(key("settings", "retention", "interviews"), (cursor, signal) =>
    take(api.GET("/settings/retention/interviews", { params: page(cursor), signal })),
  );
}

/** The retention period of an interview, its own or the organization's. */
export function useOwnRetention(interviewId: string | null) {
  return useQuery({
    queryKey: key("settings", "retention", "interviews", interviewId),
    enabled: interviewId !== null,
    queryFn: async ({ signal }) => {
      const params = { path: { id: interviewId ?? "" } };
      return (await take(api.GET("/interviews/{id}/retention", { params, signal }))).data;
    },
    staleTime: 0,
  });
}

/** All legal holds, or those that protect one candidate. */
export function useHolds(candidateId?: string) {
  return usePages<Hold>(key("holds", candidateId ?? ""), (cursor, signal) => {
    const query = { ...page(cursor).query, ...(candidateId !== undefined && { candidateId }) };
    return take(api.GET("/holds", { params: { query }, signal }));
  });
}

/** The effect of a retention period on one interview or all. */
export function useErasures(days: number | null, interviewId?: string) {
  const query = days === null ? {} : { transcriptDays: days };
  return useQuery({
    queryKey: key("erasures", interviewId ?? "", days),
    queryFn: ({ signal }) =>
      take(
        interviewId === undefined
          ? api.GET("/settings/erasures", { params: { query }, signal })
          : api.GET("/interviews/{id}/erasures", { params: { path: { id: interviewId }, query }, signal }),
      ),
    staleTime: 0,
  });
}

/** Interviews by the words of their titles, for choosing one. */
export function useTitles(words: string) {
  return useQuery({
    queryKey: key("interviews", "titles", words),
    queryFn: ({ signal }) =>
      take(api.GET("/interviews", { params: { query: { limit: 8, ...(words !== "" && { q: words }) } }, signal })),
  });
}

/** A change after which retention periods, legal holds and erasures are read again. */
export function useKeeping<Sent>(change: (sent: Sent) => Promise<unknown>, onDone: () => void) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useSingleMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone();
      const keys = [key("settings", "retention", "interviews"), key("holds"), key("erasures")];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const failure: ApiError | null = error === null ? null : asApiError(error);
  return { send: mutate, isBusy: isPending, error: failure };
}
