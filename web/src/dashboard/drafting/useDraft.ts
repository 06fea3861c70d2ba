import { useEffect, useRef, useState } from "react";

import { type ApiError, asApiError } from "../../api/error";
import { draft as begin, type DraftIn } from "./events";
import { restarted, changeProposal, type Draft, NOTHING, type Proposal, withEvent } from "./proposals";

export interface Drafting {
  draft: Draft;
  error: ApiError | null;
  start: (wish: DraftIn) => void;
  /** Stops the draft, and keeps what has arrived. */
  stop: () => void;
  change: (key: string, change: Partial<Proposal>) => void;
  rename: (title: string) => void;
}

const asItIs = (draft: Draft): Draft => draft;

/** A draft that arrives piece by piece and that a person edits meanwhile. */
export function useDraft(): Drafting {
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (wish: DraftIn, controller: AbortController) => {
    try {
      // The previous draft stays until something new arrives.
      let from = restarted;
      for await (const event of begin(wish, controller.signal)) {
        if (controller.signal.aborted) return;
        const before = from;
        setDraft((now) => withEvent(before(now), event));
        from = asItIs;
      }
      setDraft((now) => (now.phase === "drafting" ? { ...now, phase: "cut" } : now));
    } catch (caught) {
      if (controller.signal.aborted) return;
      setError(asApiError(caught));
      setDraft((now) => ({ ...now, phase: now.proposals.length > 0 ? "cut" : "idle" }));
    }
  };

  return {
    draft,
    error,
    start: (wish) => {
      running.current?.abort();
      running.current = new AbortController();
      setError(null);
      setDraft((now) => ({ ...now, phase: "drafting" }));
      void run(wish, running.current);
    },
    stop: () => {
      running.current?.abort();
      setDraft((now) => ({ ...now, phase: "stopped" }));
    },
    change: (key, change) => {
      setDraft((now) => changeProposal(now, key, change));
    },
    rename: (title) => {
      setDraft((now) => ({ ...now, title }));
    },
  };
}
