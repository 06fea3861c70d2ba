import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

import { api, take } from "../../../api/client";
import { announce } from "../../../ui/Announcer";
import { formatClock } from "../../../ui/language/dates";
import type { Saving } from "../../autosave/SaveState";
import { key as cacheKey } from "../../data/keys";
import { useMe } from "../../me";
import { type NewRating, type Rating, type Session, useChange } from "../useReport";
import { type Choice, choiceOf, isSame, needsReason, type RatingDraft, ratingOf, type Score, settled } from "./choices";
import { findDraft, forgetDraft, keepDraft, useDraft } from "./drafts";

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

const send = (id: string, body: NewRating) =>
  take(api.POST("/sessions/{id}/ratings", { params: { path: { id } }, body }));

/** The person's own rating of a criterion, which is saved automatically. Leaving the page saves it at once. */
export function useRating({ session, criterion, score, mine }: RatingWanted) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const { id: userId } = useMe();
  const key = `${userId}/${session.id}/${criterion}`;
  const kept = useDraft(key);
  const stored: RatingDraft = { choice: choiceOf(mine[0], score), reason: mine[0]?.reason ?? "" };
  const value = kept === undefined ? stored : { ...kept, choice: settled(kept.choice, score) };
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [isTyping, setTyping] = useState(false);
  const [sent, setSent] = useState<RatingDraft | null>(null);
  const change = useChange(
    session.id,
    ({ choice, reason }: RatingDraft) => send(session.id, ratingOf(criterion, choice ?? "SET_ASIDE", reason)),
    (saved) => {
      const now = new Date();
      setSent(saved);
      setSavedAt(now);
      const time = formatClock(now, i18n.locale);
      announce(t`Rating saved at ${time}`);
    },
  );
  const isSent = sent !== null && isSame(value, sent); // even if the ratings could not be read again
  const isChanged = kept !== undefined && !isSame(value, stored) && !isSent;
  const isMissing = needsReason(value, score);
  const isReady = isChanged && value.choice !== null && !isMissing;
  const isDue = isReady && !change.isBusy && change.error === null;
  const save = useEffectEvent(() => {
    change.send(value);
  });
  const { choice, reason } = value;
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(save, isTyping ? TYPING_MILLISECONDS : CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [isDue, isTyping, choice, reason]);
  // A rating that the server has is no longer a draft.
  useEffect(() => {
    if (kept !== undefined && !isChanged && !change.isBusy) forgetDraft(key, kept);
  }, [key, kept, isChanged, change.isBusy]);
  const leave = useEffectEvent(() => {
    const left = findDraft(key);
    if (!isDue || left === undefined || value.choice === null) return;
    send(session.id, ratingOf(criterion, value.choice, value.reason)).then(
      () => {
        forgetDraft(key, left);
        void client.invalidateQueries({ queryKey: cacheKey("session", session.id) });
      },
      () => {
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
  const previous = mine[1];
  const write = (next: RatingDraft) => {
    change.reset();
    setSent(null);
    keepDraft(key, next);
  };
  return {
    choice,
    reason,
    isMissing,
    error: change.error,
    saving: savingOf(isChanged, change, isMissing, savedAt, value, () => {
      change.send(value);
    }),
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
      if (isDue && isTyping) change.send(value);
    },
    /** Restores the person's previous rating; null if there is none. */
    undo:
      savedAt === null || isChanged || previous === undefined
        ? null
        : () => {
            setTyping(false);
            write({ choice: choiceOf(previous, score), reason: previous.reason ?? "" });
          },
  };
}

function savingOf(
  isChanged: boolean,
  change: { isBusy: boolean; error: unknown },
  isMissing: boolean,
  savedAt: Date | null,
  value: RatingDraft,
  retry: () => void,
): Saving | null {
  if (change.isBusy) return { is: "saving" };
  if (change.error !== null) return { is: "unsaved", onRetry: retry };
  if (!isChanged) return savedAt === null ? null : { is: "saved", at: savedAt };
  if (isMissing || value.choice === null) return { is: "unsaved" };
  return { is: "saving" };
}
