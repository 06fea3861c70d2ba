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
 * read-only, until they are saved or finally refused. Of an object, `changed` names the fields to save: another tab or
 * device may have changed the others.
 */
export function useSaved<T>(
  key: string | null,
  stored: T,
  save: (value: T, changed: readonly string[]) => Promise<unknown>,
  told: string,
): Saved<T> {
  const store = keptStore();
  const [{ unsaved, ...held }, setHeld] = useState(() => recall(key, stored));
  const latest = useRef(held.value);
  const changed = useRef(unsaved);
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
        await save(value, changed.current);
      } catch (error) {
        const refusal = error instanceof RoomError ? error : new RoomError(0);
        isWaiting.current = !isFinal(refusal);
        if (isFinal(refusal)) store.removeItem(keptAs);
        setHeld((before) => ({ ...before, state: "failed", error: refusal }));
        return isFinal(refusal);
      }
      setHeld((before) => ({ ...before, stored: value }));
      if (latest.current === value) {
        changed.current = [];
        store.removeItem(keptAs);
        const savedAt = new Date().toISOString();
        setHeld({ value, unsaved: [], stored: value, state: "saved", savedAt, error: null });
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
    // A field that changes back stays in the list: whether the earlier change arrived may be unknown.
    changed.current = [...new Set([...changed.current, ...namesOfChanged(latest.current, value)])];
    latest.current = value;
    isWaiting.current = true;
    if (key !== null) store.setItem(key, keptText(value, changed.current));
    setHeld((before) => ({ ...before, value, state: "waiting", error: null }));
    clearTimeout(timer.current);
    if (isNow) void send();
    else timer.current = setTimeout(() => void send(), WAIT_MILLISECONDS);
  };
  return { ...held, change, flush: () => void send() };
}

interface Held<T> {
  value: T;
  /** The fields of an object that an earlier page has left unsaved. */
  unsaved: readonly string[];
  stored: T;
  state: SaveState;
  savedAt: string | null;
  error: RoomError | null;
}

function recall<T>(key: string | null, stored: T): Held<T> {
  const raw = key === null ? null : keptStore().getItem(key);
  const around = { stored, savedAt: null, error: null };
  if (raw === null) return { ...around, value: stored, unsaved: [], state: "idle" };
  const kept = JSON.parse(raw) as unknown;
  if (!isObject(kept) || !isObject(stored)) return { ...around, value: kept as T, unsaved: [], state: "failed" };
  // Pages of earlier versions kept no list: any field may have changed.
  const unsaved = Array.isArray(kept.unsaved) ? (kept.unsaved as string[]) : Object.keys(stored);
  const value = { ...stored, ...Object.fromEntries(unsaved.map((name) => [name, kept[name]])) };
  return { ...around, value, unsaved, state: "failed" };
}

/** Contains the complete value, so that a page of an earlier version can read it, too. */
function keptText(value: unknown, unsaved: readonly string[]): string {
  return JSON.stringify(isObject(value) ? { ...value, unsaved } : value);
}

function namesOfChanged(before: unknown, value: unknown): string[] {
  if (!isObject(before) || !isObject(value)) return [];
  return Object.keys(value).filter((name) => value[name] !== before[name]);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
