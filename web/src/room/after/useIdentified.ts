import { useCallback, useEffect, useState } from "react";

import { RoomError } from "../link/http";
import { shownSession } from "../link/shownSession";
import { identify } from "./records";

/** "wrong": not the code that was sent. "over": too old, or too many attempts. */
export type CodeProblem = "wrong" | "over";

export type Known<T> =
  | { is: "loading" }
  | { is: "failed"; error: RoomError }
  /** Nothing identifies the person: they have to open their personal link. */
  | { is: "unknown" }
  | { is: "code"; email: string; isNew: boolean; problem: CodeProblem | null; isBusy: boolean }
  | { is: "ready"; data: T };

export interface IdentifiedBox<T> {
  known: Known<T>;
  reload: () => void;
  /** Sends the code from the email or, without one, requests a new email. */
  giveCode: (code?: string) => void;
}

type Load<T> = (slug: string, signal: AbortSignal) => Promise<T>;

const asError = (error: unknown) => (error instanceof RoomError ? error : new RoomError(0));

/**
 * Loads something that only its person may see. Identifies them by the personal link, with a code by email if this
 * browser's cookie isn't theirs, or by the cookie if the address has no token.
 */
export function useIdentified<T>(slug: string, token: string | null, load: Load<T>): IdentifiedBox<T> {
  const [known, setKnown] = useState<Known<T>>({ is: "loading" });
  const [round, setRound] = useState(0);
  // Until the server has compared them, the cookie may be that of another person who used this browser. A page that has
  // started the session names it in each call, and its link may have been renewed since.
  const [isIntroduced, setIntroduced] = useState(token === null || shownSession() !== null);

  const introduce = useCallback(
    async (code?: string) => {
      if (token === null) {
        setKnown({ is: "unknown" });
        return;
      }
      const answer = await identify(slug, token, code);
      if (answer.state === "code_sent") {
        setKnown({ is: "code", email: answer.email, isNew: answer.isNew, problem: null, isBusy: false });
        return;
      }
      setIntroduced(true);
      setRound((before) => before + 1);
    },
    [slug, token],
  );

  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      if (!isIntroduced) {
        await introduce();
        return;
      }
      try {
        const data = await load(slug, leaving.signal);
        if (leaving.signal.aborted) return;
        // From here on, the page names the session, so the address needs no token.
        if (token !== null) history.replaceState(null, "", location.pathname);
        setKnown({ is: "ready", data });
      } catch (error) {
        const refusal = asError(error);
        if (leaving.signal.aborted) return;
        if (refusal.status !== 401 || round > 1) throw refusal;
        await introduce();
      }
    };
    look().catch((error: unknown) => {
      setKnown({ is: "failed", error: asError(error) });
    });
    return () => {
      leaving.abort();
    };
  }, [slug, token, load, round, isIntroduced, introduce]);

  const giveCode = (code?: string) => {
    const before = known;
    if (before.is === "code") setKnown({ ...before, isBusy: true });
    introduce(code).catch((error: unknown) => {
      const refusal = asError(error);
      const isAboutCode = code !== undefined && refusal.status >= 400 && refusal.status < 429;
      const problem = refusal.status === 409 ? "over" : "wrong";
      if (before.is === "code" && isAboutCode) setKnown({ ...before, problem, isBusy: false });
      else setKnown({ is: "failed", error: refusal });
    });
  };
  const reload = useCallback(() => {
    // Until the page names a session, the next person to use this browser may have replaced the cookie.
    setIntroduced(token === null || shownSession() !== null);
    setRound((before) => before + 1);
  }, [token]);
  return { known, reload, giveCode };
}
