import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { createStore, useStore } from "../../../ui/hooks/store";
import { type Attempt, type AttemptSlot, isRefusal, sendOnce } from "../../data/useSendOnce";
import type { NewRating } from "../useReport";
import type { RatingDraft } from "./choices";
import { forgetTexts, type Subject } from "./texts";

/** A rating that isn't known to be saved. It stays here when its form is left for another page or tab. */
interface Unsaved {
  draft: RatingDraft;
  subject: Subject;
  /** The request that saves it; null as long as something is missing, or if the server has refused it. */
  body: NewRating | null;
}

/** A rating that the server has. It is shown until the ratings were read again. */
interface Saved {
  draft: RatingDraft;
  id: string;
}

const unsaved = createStore<ReadonlyMap<string, Unsaved>>(new Map());
const saved = createStore<ReadonlyMap<string, Saved>>(new Map());
/** The last request for each rating. The next one waits for it, so that an older rating never replaces a newer one. */
const running = createStore<ReadonlyMap<string, Promise<boolean>>>(new Map());
/** Requests whose outcome isn't known, because they are running or their response was lost. */
const attempts = createStore<ReadonlyMap<string, Attempt>>(new Map());

function without<Value>(all: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...all].filter(([other]) => other !== key));
}

export function keepDraft(key: string, kept: Unsaved): void {
  unsaved.set(new Map(unsaved.get()).set(key, kept));
}

/** Forgets a draft, unless it has changed meanwhile. */
export function forgetDraft(key: string, draft: RatingDraft): void {
  if (unsaved.get().get(key)?.draft === draft) unsaved.set(without(unsaved.get(), key));
}

/** Forgets ratings and comments that aren't saved. */
export function forgetUnsaved(isMeant: (subject: Subject) => boolean): void {
  forgetTexts(isMeant);
  for (const [key, { subject }] of unsaved.get()) {
    if (!isMeant(subject)) continue;
    unsaved.set(without(unsaved.get(), key));
    slotOf(key).current = null;
  }
}

/** Forgets what can't be saved any more: the session was deleted, or the person lost access to it. */
export function forgetSession(id: string): void {
  forgetUnsaved(({ sessionId }) => sessionId === id);
}

/** Forgets what the person can't save any more, because they have left their organization or don't want to. */
export function forgetUser(id: string): void {
  forgetUnsaved(({ userId }) => userId === id);
}

/** Also forgets running requests, so that nothing waits for them. For tests. */
export function forgetAllDrafts(): void {
  running.set(new Map());
  attempts.set(new Map());
  unsaved.set(new Map());
  saved.set(new Map());
}

export function useDraft(key: string): RatingDraft | undefined {
  return useStore(unsaved, (all) => all.get(key)?.draft);
}

export function useSaved(key: string): Saved | undefined {
  return useStore(saved, (all) => all.get(key));
}

/** Whether the server may have another rating than it last returned: a request is running, or its response was lost. */
export function useIsOpen(key: string): boolean {
  const isRunning = useStore(running, (all) => all.has(key));
  const isLost = useStore(attempts, (all) => all.has(key));
  return isRunning || isLost;
}

function slotOf(key: string): AttemptSlot {
  return {
    get current() {
      return attempts.get().get(key) ?? null;
    },
    set current(attempt) {
      attempts.set(attempt === null ? without(attempts.get(), key) : new Map(attempts.get()).set(key, attempt));
    },
  };
}

/** Whether closing the window would lose a rating that isn't saved. */
export function useHasDrafts(): boolean {
  return useStore(unsaved, (all) => all.size > 0);
}

/** Whether a user has ratings that aren't saved. */
export function hasDrafts(userId: string): boolean {
  return [...unsaved.get().values()].some(({ subject }) => subject.userId === userId);
}

/** The drafts of a user that can be sent. */
export function listDue(userId: string): [key: string, kept: Unsaved][] {
  return [...unsaved.get()].filter(([, { subject, body }]) => subject.userId === userId && body !== null);
}

/**
 * Saves a draft after any earlier one of the same rating, and then forgets it. Returns whether there was anything left
 * to save. `body`: the request, if it differs from the one that was kept.
 */
export function sendDraft(key: string, body?: NewRating): Promise<boolean> {
  const kept = unsaved.get().get(key);
  if (kept !== undefined && body !== undefined) keepDraft(key, { ...kept, body });
  const before = running
    .get()
    .get(key)
    ?.catch(() => false);
  const turn = before === undefined ? sendNow(key) : before.then(() => sendNow(key));
  running.set(new Map(running.get()).set(key, turn));
  const end = () => {
    if (running.get().get(key) === turn) running.set(without(running.get(), key));
  };
  turn.then(end, end);
  return turn;
}

async function sendNow(key: string): Promise<boolean> {
  const kept = unsaved.get().get(key);
  if (kept === undefined || kept.body === null) return false;
  const { draft, subject, body } = kept;
  const { sessionId } = subject;
  try {
    const { data } = await sendOnce(slotOf(key), body, (once) =>
      take(
        api.POST("/sessions/{id}/ratings", {
          params: { path: { id: sessionId }, header: { "Idempotency-Key": once } },
          body,
        }),
      ),
    );
    saved.set(new Map(saved.get()).set(key, { draft, id: data[0]?.id ?? "" }));
    forgetDraft(key, draft);
    return true;
  } catch (error) {
    const failure = asApiError(error);
    if (failure.status === 404) forgetSession(sessionId);
    const now = unsaved.get().get(key);
    if (isRefusal(failure) && now?.draft === draft) keepDraft(key, { ...now, body: null });
    throw error;
  }
}
