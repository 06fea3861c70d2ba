import { useCallback, useEffect, useRef, useState } from "react";

import { announce } from "../../../ui/Announcer";
import { RoomError } from "../../link/http";
import { keptStore } from "../../link/storage";

export type SaveState = "idle" | "waiting" | "saving" | "saved" | "failed";

export interface Saved<T> {
  value: T;
  /** The value that the server has. */
  stored: T;
  state: SaveState;
  savedAt: string | null;
  error: RoomError | null;
  /** Saves a moment after the last change, or at once with `isNow`. */
  change: (value: T, isNow?: boolean) => void;
  /** Saves a waiting change, or tries a failed one again. */
  flush: () => void;
}

const WAIT_MILLISECONDS = 800;

/** Whether a refusal is final: the transcript can no longer be corrected. */
export const isFinal = ({ status }: RoomError): boolean => status === 409;

/** Everything on the page that may have changes to save. */
const savers = new Set<() => Promise<boolean>>();

/** Saves all waiting changes. Returns whether none of them is left to be saved. */
export async function saveAll(): Promise<boolean> {
  const saved = await Promise.all([...savers].map((save) => save()));
  return saved.every(Boolean);
}

/**
 * A value that is saved automatically. This browser keeps unsaved changes under `key`, which is null if the value is
 * read-only, until they are saved or finally refused.
 */
export function useSaved<T>(
  key: string | null,
  stored: T,
  save: (value: T) => Promise<unknown>,
  told: string,
): Saved<T> {
  const store = keptStore();
  const [held, setHeld] = useState(() => recall(key, stored));
  const latest = useRef(held.value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isWaiting = useRef(held.state === "failed");

  const running = useRef<Promise<boolean> | null>(null);

  /** Saves the value as it is at the start. Returns whether that is settled: accepted by the server or finally refused. */
  const put = useCallback(
    async (keptAs: string) => {
      isWaiting.current = false;
      const value = latest.current;
      setHeld((before) => ({ ...before, state: "saving", error: null }));
      try {
        await save(value);
      } catch (error) {
        const refusal = error instanceof RoomError ? error : new RoomError(0);
        isWaiting.current = !isFinal(refusal);
        if (isFinal(refusal)) store.removeItem(keptAs);
        setHeld((before) => ({ ...before, state: "failed", error: refusal }));
        return isFinal(refusal);
      }
      setHeld((before) => ({ ...before, stored: value }));
      if (latest.current === value) {
        store.removeItem(keptAs);
        setHeld({ value, stored: value, state: "saved", savedAt: new Date().toISOString(), error: null });
        announce(told);
      }
      return true;
    },
    [save, store, told],
  );

  const send = useCallback(async () => {
    clearTimeout(timer.current);
    // One request after the other, so that the last change arrives last and nothing counts as saved while it is being
    // sent.
    while (key !== null && (running.current !== null || isWaiting.current)) {
      running.current ??= put(key).finally(() => {
        running.current = null;
      });
      if (!(await running.current)) return false;
    }
    return true;
  }, [key, put]);

  useEffect(() => {
    savers.add(send);
    const leave = () => void send();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      savers.delete(send);
      leave();
    };
  }, [send]);

  const change = (value: T, isNow = false) => {
    latest.current = value;
    isWaiting.current = true;
    if (key !== null) store.setItem(key, JSON.stringify(value));
    setHeld((before) => ({ ...before, value, state: "waiting", error: null }));
    clearTimeout(timer.current);
    if (isNow) void send();
    else timer.current = setTimeout(() => void send(), WAIT_MILLISECONDS);
  };
  return { ...held, change, flush: () => void send() };
}

interface Held<T> {
  value: T;
  stored: T;
  state: SaveState;
  savedAt: string | null;
  error: RoomError | null;
}

function recall<T>(key: string | null, stored: T): Held<T> {
  const raw = key === null ? null : keptStore().getItem(key);
  if (raw === null) return { value: stored, stored, state: "idle", savedAt: null, error: null };
  return { value: JSON.parse(raw) as T, stored, state: "failed", savedAt: null, error: null };
}
