import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { key } from "../data/keys";
import { type LiveEvent, watch } from "./live";
import type { Session } from "./useReport";
import { sessionQuery } from "./useReport";

const AGAIN_MILLISECONDS = 2_000;

export interface Watching {
  live: components["schemas"]["LiveOut"] | null;
  /** null while the connection works. */
  error: ApiError | null;
}

/**
 * Adds new messages to the session that the page shows, until it ends. A broken connection is resumed where it broke.
 */
export function useLive(session: Session, isOn: boolean): Watching {
  const client = useQueryClient();
  const { id } = session;
  const [watching, setWatching] = useState<Watching>({ live: session.live, error: null });
  useEffect(() => {
    if (!isOn) return;
    const { queryKey } = sessionQuery(id);
    const ending = new AbortController();
    const take = (event: LiveEvent) => {
      if (event.type === "state") setWatching({ live: event.live, error: null });
      const { message } = event;
      if (message === null) return;
      client.setQueryData(queryKey, (old) =>
        old === undefined || old.messages.some(({ seq }) => seq === message.seq)
          ? old
          : { ...old, messages: [...old.messages, message] },
      );
    };
    const follow = async () => {
      while (!ending.signal.aborted) {
        try {
          const last = client.getQueryData(queryKey)?.messages.at(-1)?.seq ?? 0;
          for await (const event of watch(id, last, ending.signal)) {
            take(event);
            if (event.type === "ended") {
              await client.invalidateQueries({ queryKey: key("session", id) });
              return;
            }
          }
        } catch (error) {
          setWatching(({ live }) => ({ live, error: asApiError(error) }));
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
      }
    };
    void follow();
    return () => {
      ending.abort();
    };
  }, [client, id, isOn]);
  return watching;
}
