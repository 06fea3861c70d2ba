import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema.d";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";

type Schemas = components["schemas"];
export type Rehearsal = Schemas["RehearsalDetail"];
export type Rehearsed = Schemas["RehearsedOut"];
export type Kind = Rehearsed["kind"];

export const KINDS: readonly Kind[] = ["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"];
const LOOK_MILLISECONDS = 1_500;

export function isOver({ status }: Pick<Rehearsal, "status">): boolean {
  return status === "DONE" || status === "FAILED";
}

/**
 * The newest rehearsal of an interview with its results so far, read again until it is over; null if there is none yet.
 */
export function useNewestRehearsal(interviewId: string) {
  return useQuery<Rehearsal | null, ApiError>({
    queryKey: key("rehearsal", interviewId),
    queryFn: async ({ signal }) => {
      const path = { id: interviewId };
      const { data } = await take(
        api.GET("/interviews/{id}/rehearsals", { params: { path, query: { limit: 1 } }, signal }),
      );
      const newest = data[0];
      if (newest === undefined) return null;
      return take(api.GET("/rehearsals/{id}", { params: { path: { id: newest.id } }, signal })).then(
        (answer) => answer.data,
      );
    },
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? LOOK_MILLISECONDS : false),
  });
}

export function useStartRehearsal(interviewId: string) {
  const client = useQueryClient();
  const starting = useSingleMutation({
    mutationFn: (body: Schemas["RehearsalIn"]) =>
      take(api.POST("/interviews/{id}/rehearsals", { params: { path: { id: interviewId } }, body })),
    // Also after a refusal: the rehearsal that is already running may be someone else's.
    onSettled: () => client.invalidateQueries({ queryKey: key("rehearsal", interviewId) }),
  });
  return { ...starting, problem: starting.error === null ? null : asApiError(starting.error) };
}
