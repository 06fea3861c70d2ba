import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { useSingleMutation } from "../data/useSingleMutation";

type Schemas = components["schemas"];
export type Request = Schemas["RequestAcrossOut"];
export type Outcome = Schemas["RequestDecisionIn"]["outcome"];
export type Decided = Schemas["RequestDecidedOut"];

export function useRequests(state: Request["state"]) {
  return usePages<Request>(key("requests", state), (cursor, signal) => {
    const query = { state, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    return take(api.GET("/requests", { params: { query }, signal }));
  });
}

export function useRequest(id: string) {
  return useQuery({
    queryKey: key("requests", "one", id),
    queryFn: async ({ signal }) => (await take(api.GET("/requests/{id}", { params: { path: { id } }, signal }))).data,
  });
}

/** A change after which lists, the request and the count are read again. */
function useChange<Given, Made>(work: (given: Given) => Promise<{ data: Made }>, onDone: (made: Made) => void) {
  const client = useQueryClient();
  const { mutate, isPending, error } = useSingleMutation({
    mutationFn: work,
    onSuccess: async ({ data }) => {
      onDone(data);
      await client.invalidateQueries({ queryKey: key("requests") });
    },
  });
  const failure: ApiError | null = error === null ? null : asApiError(error);
  return { send: mutate, isBusy: isPending, error: failure };
}

export function useDecide(id: string, onDone: (made: Decided) => void) {
  return useChange(
    (body: Schemas["RequestDecisionIn"]) =>
      take(api.POST("/requests/{id}/decision", { params: { path: { id } }, body })),
    onDone,
  );
}

/** Marks a request as done without a decision, or opens it again. */
export function useMark(id: string, onDone: () => void) {
  return useChange(
    (state: Request["state"]) => take(api.PATCH("/requests/{id}", { params: { path: { id } }, body: { state } })),
    onDone,
  );
}
