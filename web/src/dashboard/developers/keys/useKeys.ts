import { useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { PAGE_SIZE } from "../../../ui/table/More";
import { key } from "../../data/keys";
import { usePages } from "../../data/usePages";
import { useSecretOnce } from "../../data/useSendOnce";
import { useSingleMutation } from "../../data/useSingleMutation";

export type Key = components["schemas"]["KeyOut"];
export type NewKey = components["schemas"]["NewKeyOut"];
export type KeyIn = components["schemas"]["KeyIn"];

const KEYS = ["keys"] as const;

export function useKeys() {
  return usePages<Key>(KEYS, (cursor, signal) =>
    take(
      api.GET("/keys", { params: { query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } }, signal }),
    ),
  );
}

export function useCreateKey(onCreated: (key: NewKey) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const create = useSecretOnce(
    (body: KeyIn, once) => take(api.POST("/keys", { params: { header: { "Idempotency-Key": once } }, body })),
    t`Your first attempt created the key, but it can’t be shown again. Revoke it, and create another one.`,
  );
  return useSingleMutation({
    mutationFn: create,
    onSuccess: async ({ data }) => {
      onCreated(data);
      await client.invalidateQueries({ queryKey: KEYS });
    },
    // It may have been created, if the response was lost.
    onError: () => {
      void client.invalidateQueries({ queryKey: KEYS });
    },
  });
}

export function useRevokeKey(onRevoked: () => void) {
  const client = useQueryClient();
  return useSingleMutation({
    mutationFn: (id: string) => take(api.DELETE("/keys/{id}", { params: { path: { id } } })),
    onSuccess: async () => {
      onRevoked();
      await client.invalidateQueries({ queryKey: KEYS });
    },
  });
}

/**
 * The scopes that a key can have; none until they are loaded. A key without scopes may do everything that its role
 * allows.
 */
export function useScopes() {
  const { data } = useQuery({
    queryKey: key("keys", "scopes"),
    queryFn: ({ signal }) => take(api.GET("/keys/scopes", { signal })),
    staleTime: Infinity,
  });
  return data?.data.map(({ name }) => ({ id: name, name })) ?? [];
}
