import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import type { ListName, SavedView } from "./viewQuery";

type Schemas = components["schemas"];
export type NewView = Schemas["SavedViewIn"];
export type ViewChange = Schemas["SavedViewChange"];

/** The person's own views of a list, and those that the organization shares. */
export function useViews(list: ListName) {
  return useQuery({
    queryKey: key("views", list),
    queryFn: async ({ signal }) => (await take(api.GET("/views", { params: { query: { list } }, signal }))).data,
  });
}

/** A change after which the views are read again. */
export function useViewChange<Given, Made>(work: (given: Given) => Promise<Made>, onDone: (made: Made) => void) {
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
      await client.invalidateQueries({ queryKey: key("views") });
      onDone(made);
    },
  });
  return { run: change.mutate, isBusy: change.isPending, error: change.error };
}

export const createView = async (body: NewView): Promise<SavedView> => (await take(api.POST("/views", { body }))).data;

export const updateView = async (id: string, body: ViewChange): Promise<SavedView> =>
  (await take(api.PATCH("/views/{id}", { params: { path: { id } }, body }))).data;

export const deleteView = (id: string) => take(api.DELETE("/views/{id}", { params: { path: { id } } }));
