import { useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { useSingleMutation } from "../data/useSingleMutation";

type Schemas = components["schemas"];
export type Member = Schemas["MemberOut"];
export type Invitation = Schemas["InvitationOut"];
export type Project = Schemas["OwnProjectOut"];

function page(cursor: string | undefined) {
  return { query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } };
}

export function useMembers() {
  return usePages<Member>(key("members"), (cursor, signal) =>
    take(api.GET("/members", { params: page(cursor), signal })),
  );
}

export function useInvitations() {
  return usePages<Invitation>(key("team-invitations"), (cursor, signal) =>
    take(api.GET("/invitations", { params: page(cursor), signal })),
  );
}

/** Whether an invitation that was created lately has been used or revoked: the list has the others, newest first. */
export async function isInvitationOver(id: string): Promise<boolean> {
  const { data } = await take(api.GET("/invitations", { params: page(undefined) }));
  return !data.some((one) => one.id === id);
}

export function useProjects() {
  return usePages<Project>(key("projects"), (cursor, signal) =>
    take(api.GET("/projects", { params: page(cursor), signal })),
  );
}

export interface Change<Sent> {
  send: (sent: Sent) => void;
  isBusy: boolean;
  error: ApiError | null;
}

/** A change after which these lists are read again. */
export function useChange<Sent, Got>(
  change: (sent: Sent) => Promise<Got>,
  keys: readonly (readonly string[])[],
  onDone?: (got: Got) => void,
): Change<Sent> {
  const client = useQueryClient();
  const readAgain = () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  const { mutate, isPending, error } = useSingleMutation({
    mutationFn: change,
    onSuccess: async (got) => {
      await readAgain();
      onDone?.(got);
    },
    // It may have succeeded, if its response was lost.
    onError: () => {
      void readAgain();
    },
  });
  return { send: mutate, isBusy: isPending, error: error === null ? null : asApiError(error) };
}
