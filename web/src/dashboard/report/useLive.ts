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
    const readAgain = () => client.invalidateQueries({ queryKey: key("session", id) });
    const follow = async () => {
      let hasEnded = false;
      while (!ending.signal.aborted) {
        try {
          const last = client.getQueryData(queryKey)?.messages.at(-1)?.seq ?? 0;
          if (!hasEnded)
            for await (const event of watch(id, last, ending.signal)) {
              take(event);
              hasEnded ||= event.type === "ended";
            }
        } catch (error) {
          const failure = asApiError(error);
          setWatching(({ live }) => ({ live, error: failure }));
          if (failure.status === 404) await readAgain(); // the page then shows that the session is gone
        }
        // Reading may fail. Once it succeeds, the page shows the report, and this is aborted.
        if (hasEnded) await readAgain();
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
