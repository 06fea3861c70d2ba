import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { type Draft, draftQuery, type LastChange, readDraftAgain } from "../builder/draft";
import { meQuery, ownerOf } from "../me";
import { readVersionsAgain } from "../versions/versions";
import { type Conflict, isAlike, isSame, mergeField } from "./merge";
import { saveOver, type Target, type Values } from "./saveOver";
import type { Saving } from "./SaveState";
import { forgetSent, inTurn, listSent } from "./sending";
import { findUnsaved, forgetUnsaved, keepUnsaved, type LeftNotice, restOf, stuckBy, type Unsaved } from "./unsaved";

const CALM_MILLISECONDS = 1_000;

interface Autosave {
  /**
   * The values that the form shows instead of the stored ones: changes that may not be saved yet. Until the form is
   * left, they also contain what the server doesn't store, such as a space at the end.
   */
  changed: Values;
  change: (values: Values) => void;
  saving: Saving | null;
  error: ApiError | null;
  conflicts: readonly Conflict[];
  /** The author and the time of the other change; null if unknown. */
  quicker: LastChange | null;
  /** Settles the conflict of a field: keeps the value here, or takes the other person's. */
  settle: (field: string, keepsMine: boolean) => void;
}

type Entry = Pick<Unsaved, "changed" | "base">;

interface Wanted extends Target {
  draft: Draft;
  /** The id of the edited thing. Unsaved changes are kept under it. */
  of: string;
  /** The stored values of the edited thing, taken from the interview as it was read. */
  stored: (draft: Draft) => Values | undefined;
  readLast: () => Promise<LastChange>;
}

/** Finds out who changed it since `base`. If the request fails, the conflict is shown without a name. */
async function findQuicker(base: Values, readLast: Wanted["readLast"]): Promise<LastChange | null> {
  const last = await readLast().catch(() => null);
  return last?.at != null && last.at > String(base.updatedAt) ? last : null;
}

/** The values being sent to the server, and whether they arrive. */
interface Run {
  sent: Values;
  hasArrived: Promise<boolean>;
}

/** If the person is signed out or the thing was deleted, there is no form to come back to. */
const LEFT_FOR_GOOD: readonly number[] = [401, 404];

interface Leaving {
  unsaved: Unsaved;
  run: Run | null;
  target: Target;
  readAgain: () => Promise<void>;
  /** What is shown if saving fails; null after the person has signed out. */
  notice: Omit<LeftNotice, "retry"> | null;
}

/** Saves the remaining changes of a form that was left. If that fails, they wait until the form is opened again. */
async function saveLeft(of: string, leaving: Leaving): Promise<boolean> {
  const { unsaved, run, target, readAgain } = leaving;
  const hasArrived = run !== null && (await run.hasArrived);
  const left = hasArrived ? restOf(unsaved, run.sent) : unsaved;
  const isStillIts = () => [undefined, unsaved.changed].includes(findUnsaved(of)?.changed);
  try {
    const isEmpty = Object.keys(left.changed).length === 0;
    const found = isEmpty ? [] : await saveOver(left.changed, left.base, target);
    if (found.length === 0) {
      // Until then, a form that is opened again would show the values from before the save.
      const isRead = await readAgain().then(
        () => true,
        () => false,
      );
      if (!isStillIts()) return true;
      if (isRead) forgetUnsaved(of);
      else keepUnsaved(of, { changed: unsaved.changed, base: { ...unsaved.base, ...unsaved.changed }, stuck: null });
      return true;
    }
    if (isStillIts()) keepUnsaved(of, { ...unsaved, ...left, stuck: "conflict", notice: noticeOf(of, leaving) });
  } catch (thrown) {
    if (!isStillIts()) return false;
    const failed = asApiError(thrown);
    if (LEFT_FOR_GOOD.includes(failed.status)) forgetUnsaved(of);
    else keepUnsaved(of, { ...unsaved, ...left, stuck: stuckBy(failed), notice: noticeOf(of, leaving) });
  }
  return false;
}

/** Saves the remaining changes in turn. If that fails, also a screen reader says so. */
async function leaveForm(of: string, leaving: Leaving): Promise<boolean> {
  const isSaved = await inTurn(of, () => saveLeft(of, leaving));
  if (!isSaved && leaving.notice !== null) announce(leaving.notice.text, true);
  return isSaved;
}

function noticeOf(of: string, leaving: Leaving): LeftNotice | undefined {
  if (leaving.notice === null) return undefined;
  const retry = () => {
    const unsaved = findUnsaved(of);
    if (unsaved?.notice === undefined) return; // the form is open again
    const again = { ...unsaved, stuck: null };
    keepUnsaved(of, again);
    void leaveForm(of, { ...leaving, unsaved: again, run: null });
  };
  return { ...leaving.notice, retry };
}

/** Saves when the form is left: people go to another page or question before the delay is over. */
function useSavingOnLeaving(leave: () => void): void {
  const latest = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    latest.current = leave;
  });
  useEffect(
    () => () => {
      latest.current?.();
    },
    [],
  );
}

/** Returns the function that says what wasn't saved, and where it is. */
function useNotice({ draft, of }: Pick<Wanted, "draft" | "of">) {
  const { t } = useLingui();
  const client = useQueryClient();
  return (changed: Values): Leaving["notice"] => {
    const me = client.getQueryData(meQuery.queryKey);
    if (me === undefined) return null;
    const { id: interviewId, title } = draft;
    const about = { owner: ownerOf(me), interviewId };
    if (of !== draft.id) {
      const text = t`Your last change to a question in “${title}” was not saved.`;
      return { ...about, search: { tab: "questions", question: of }, text };
    }
    if ("assessmentCriteria" in changed)
      return {
        ...about,
        search: { tab: "assessment" },
        text: t`Your last change to the criteria of “${title}” was not saved.`,
      };
    return {
      ...about,
      search: { tab: "settings" },
      text: t`Your last change to the settings of “${title}” was not saved.`,
    };
  };
}

/** The typed values that the server has stored in another form: it trims texts. */
function typedFormOf(typed: Values, stored: Values): Values {
  const isItsForm = ([field, value]: [string, unknown]) =>
    isAlike(field, value, stored[field]) && !isSame(value, stored[field]);
  return Object.fromEntries(Object.entries(typed).filter(isItsForm));
}

/**
 * Saves a second after the last change, and never overwrites what someone else has changed meanwhile. `base` has, for
 * each changed field, the value that the person saw when they began to type, or the last that arrived at the server.
 */
export function useAutosave({ draft, of, stored, read, save, readLast }: Wanted): Autosave {
  const client = useQueryClient();
  const [kept] = useState(() => findUnsaved(of));
  const [{ changed, base }, setEntry] = useState<Entry>({ changed: kept?.changed ?? {}, base: kept?.base ?? {} });
  const [typed, setTyped] = useState<Values>({});
  const [saving, setSaving] = useState<Saving | null>(kept === undefined ? null : { is: "unsaved" });
  const [error, setError] = useState<ApiError | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  /** The changes that the conflicts were found in. */
  const [compared, setCompared] = useState<Values>({});
  const [quicker, setQuicker] = useState<LastChange | null>(null);
  const run = useRef<Run | null>(null);

  /** Saves the changes. Returns whether they arrived. */
  const attempt = useCallback(async () => {
    let hasArrived = false;
    setSaving({ is: "saving" });
    try {
      const found = await saveOver(changed, base, { of, read, save });
      if (found.length > 0) setQuicker(await findQuicker(base, readLast));
      setConflicts(found);
      setCompared(changed);
      if (found.length > 0) {
        setSaving({ is: "unsaved" });
        return false;
      }
      hasArrived = true; // even if reading it again fails
      setEntry((now) => ({ ...now, base: { ...now.base, ...changed } }));
      await readDraftAgain(client, draft.id);
      void readVersionsAgain(client, draft.id);
      const fresh = client.getQueryData(draftQuery(draft.id).queryKey);
      setEntry((now) => restOf(now, { ...changed, updatedAt: fresh && stored(fresh)?.updatedAt }));
      setTyped((before) => ({ ...before, ...changed }));
      setError(null);
      setSaving({ is: "saved", at: new Date() });
      return true;
    } catch (thrown) {
      setError(asApiError(thrown));
      setSaving({ is: "unsaved" });
      return hasArrived;
    } finally {
      run.current = null;
    }
  }, [base, changed, client, draft.id, of, read, readLast, save, stored]);

  const write = useCallback(() => {
    run.current ??= { sent: changed, hasArrived: inTurn(of, attempt) };
  }, [attempt, changed, of]);

  const hasChanges = Object.keys(changed).length > 0;
  const stuck = conflicts.length > 0 ? "conflict" : error && stuckBy(error);
  const isWaiting = hasChanges && stuck === null;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(write, CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [isWaiting, write]);

  // A save that failed because the browser was offline is tried again as soon as it is online.
  const isLost = hasChanges && conflicts.length === 0 && error?.status === 0;
  useEffect(() => {
    if (!isLost) return;
    window.addEventListener("online", write);
    return () => {
      window.removeEventListener("online", write);
    };
  }, [isLost, write]);

  useEffect(() => {
    if (hasChanges) keepUnsaved(of, { changed, base, stuck });
    else forgetUnsaved(of);
  }, [of, changed, base, hasChanges, stuck]);

  const describe = useNotice({ draft, of });
  useSavingOnLeaving(() => {
    if (!isWaiting) return;
    const readAgain = () => readDraftAgain(client, draft.id);
    const unsaved = { changed, base, stuck };
    const target = { of, read, save };
    void leaveForm(of, { unsaved, run: run.current, target, readAgain, notice: describe(changed) }).then((isSaved) => {
      if (!isSaved) void client.invalidateQueries(draftQuery(draft.id));
      void readVersionsAgain(client, draft.id);
    });
  });

  return {
    changed: { ...typedFormOf(typed, stored(draft) ?? {}), ...changed },
    saving: saving?.is === "unsaved" && conflicts.length === 0 ? { is: "unsaved", onRetry: write } : saving,
    error,
    conflicts,
    quicker,
    change: (values) => {
      setError(null);
      // The base is what the person sees when they begin to type, even if it was loaded after the page.
      const seen = stored(draft) ?? {};
      const begun = Object.keys(values).filter((field) => !(field in changed));
      forgetSent(of, begun);
      const begins = Object.keys(changed).length === 0;
      const from = Object.fromEntries(
        [...begun, ...(begins ? ["updatedAt"] : [])].map((field) => [field, seen[field]]),
      );
      setEntry((now) => ({ changed: { ...now.changed, ...values }, base: { ...now.base, ...from } }));
    },
    settle: (field, keepsMine) => {
      const conflict = conflicts.find((one) => one.field === field);
      if (conflict === undefined) return;
      const known = [base[field], ...listSent(of, field)];
      const isAsCompared = isSame(changed[field], compared[field]);
      const merged = isAsCompared
        ? conflict
        : mergeField(field, { mine: changed[field], known, theirs: conflict.stored });
      const chosen = keepsMine ? merged.mine : merged.theirs;
      forgetSent(of, [field]);
      setEntry((now) => {
        const others = Object.fromEntries(Object.entries(now.changed).filter(([name]) => name !== field));
        const isStored = !keepsMine && isAlike(field, chosen, conflict.stored);
        return {
          changed: isStored ? others : { ...others, [field]: chosen },
          base: { ...now.base, [field]: conflict.stored },
        };
      });
      setConflicts((before) => before.filter((one) => one.field !== field));
      void client.invalidateQueries(draftQuery(draft.id));
    },
  };
}
