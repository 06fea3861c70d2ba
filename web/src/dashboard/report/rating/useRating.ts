import { i18n as words } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

import { ApiError, asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { formatClock } from "../../../ui/language/dates";
import type { Saving } from "../../autosave/SaveState";
import { key as cacheKey } from "../../data/keys";
import { useMe } from "../../me";
import { type NewRating, type Rating, type Session, useChange } from "../useReport";
import {
  type Choice,
  choiceOf,
  fixed,
  isSame,
  needsReason,
  type RatingDraft,
  ratingOf,
  type Score,
  settled,
} from "./choices";
import { forgetDraft, keepDraft, sendDraft, useDraft, useIsOpen, useSaved } from "./drafts";

/** The delay after a choice, and after the last key of a reason: each save adds an entry to the history. */
const CALM_MILLISECONDS = 1_000;
const TYPING_MILLISECONDS = 4_000;

interface RatingWanted {
  session: Session;
  criterion: string;
  score: Score | null;
  /** The person's own ratings, the newest first. */
  mine: readonly Rating[];
}

/** The person's own rating of a criterion, which is saved automatically. Leaving the page saves it at once. */
export function useRating({ session, criterion, score, mine }: RatingWanted) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { id: userId } = useMe();
  const key = `${userId}/${session.id}/${criterion}`;
  const kept = useDraft(key);
  const saved = useSaved(key);
  const isOpen = useIsOpen(key);
  const isNewer = saved !== undefined && mine.every(({ id }) => id !== saved.id); // the ratings weren't read again yet
  const stored: RatingDraft = isNewer
    ? { ...saved.draft, choice: settled(saved.draft.choice, score) }
    : { choice: choiceOf(mine[0], score), reason: mine[0]?.reason ?? "" };
  const value = kept === undefined ? stored : { ...kept, choice: settled(kept.choice, score) };
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [isTyping, setTyping] = useState(false);
  const change = useChange(
    session.id,
    (body: NewRating) =>
      sendDraft(key, body).catch((error: unknown) => {
        const failure = asApiError(error);
        if (!isOutdated(failure)) throw failure;
        void client.invalidateQueries({ queryKey: cacheKey("session", session.id) });
        throw outdated(failure);
      }),
    () => {
      const now = new Date();
      setSavedAt(now);
      const time = formatClock(now, i18n.locale);
      announce(t`Rating saved at ${time}`);
    },
  );
  // As long as an earlier choice may be saved, even a draft that equals the stored rating has to follow it.
  const isChanged = kept !== undefined && (isOpen || !isSame(value, stored));
  const isMissing = needsReason(value, score);
  const body = isMissing ? null : ratingOf(criterion, value, score);
  const error = kept === undefined ? null : change.error;
  const isDue = isChanged && body !== null && !change.isBusy && error === null;
  const save = () => {
    if (body !== null) change.send(body);
  };
  const saveLater = useEffectEvent(save);
  const { choice, reason } = value;
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(saveLater, isTyping ? TYPING_MILLISECONDS : CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [isDue, isTyping, choice, reason]);
  // A rating that the server has is no longer a draft.
  useEffect(() => {
    if (kept !== undefined && !isChanged) forgetDraft(key, kept);
  }, [key, kept, isChanged]);
  const leave = useEffectEvent(() => {
    if (body === null || !isChanged) return;
    sendDraft(key, body).then(
      () => client.invalidateQueries({ queryKey: cacheKey("session", session.id) }),
      (error: unknown) => {
        // No draft is kept of a rating of a session that is gone.
        if (asApiError(error).status === 404) return;
        announce(t`Your rating of “${criterion}” hasn’t been saved yet. A draft is kept on the report page.`, true);
      },
    );
  });
  useEffect(
    () => () => {
      leave();
    },
    [],
  );
  const previous = mine[isNewer ? 0 : 1];
  const write = (next: RatingDraft) => {
    if (change.error !== null) change.reset(); // resetting one that runs would lose track of it
    const draft = { ...next, choice: fixed(next.choice, score) };
    const isWhole = !needsReason(next, score);
    const subject = { userId, sessionId: session.id, candidateId: session.candidateId };
    keepDraft(key, { draft, subject, body: isWhole ? ratingOf(criterion, next, score) : null });
  };
  return {
    choice,
    reason,
    isMissing,
    error,
    saving: savingOf(isChanged, { isBusy: change.isBusy, error }, body !== null, savedAt, save),
    choose: (next: Choice) => {
      setTyping(false);
      write({ choice: next, reason });
    },
    type: (next: string) => {
      setTyping(true);
      write({ choice, reason: next });
    },
    /** The field of the reason was left, so typing is over. */
    endTyping: () => {
      setTyping(false);
      if (isDue && isTyping) save();
    },
    /** Restores the person's previous rating; null if there is none. */
    undo:
      savedAt === null || isChanged || change.isBusy || previous === undefined
        ? null
        : () => {
            setTyping(false);
            write({ choice: choiceOf(previous, score), reason: previous.reason ?? "" });
          },
  };
}

function savingOf(
  isChanged: boolean,
  { isBusy, error }: { isBusy: boolean; error: unknown },
  isWhole: boolean,
  savedAt: Date | null,
  retry: () => void,
): Saving | null {
  if (isBusy) return { is: "saving" };
  if (error !== null) return { is: "unsaved", onRetry: retry };
  if (!isChanged) return savedAt === null ? null : { is: "saved", at: savedAt };
  return isWhole ? { is: "saving" } : { is: "unsaved" };
}

/** Whether the AI's level isn't the one that the person agreed with any more. */
const isOutdated = ({ status, details }: ApiError): boolean =>
  status === 409 && details.some(({ path }) => path === "level");

/** The same refusal in the language of the page. */
const outdated = ({ status, body, retryAfter }: ApiError): ApiError =>
  Object.assign(
    new ApiError(
      status,
      { ...body, message: words._(msg`The AI’s level has changed since you opened the report. Check your rating.`) },
      retryAfter,
    ),
    { isTranslated: true },
  );
