import { useState } from "react";

import type { AttemptSlot } from "../../data/useSendOnce";
import { useMe } from "../../me";
import type { Session } from "../useReport";
import { dropText, findText, keepText, type Subject, slotOf, useText } from "./texts";

export interface Typed<Value> {
  value: Value;
  /** For the request that saves the value. */
  slot: AttemptSlot;
  /** `isUnsaved`: whether the value contains text that would be lost. */
  change: (value: Value, isUnsaved: boolean) => void;
  /** Drops the draft. */
  forget: () => void;
  /** Replaces the draft with `next` after `saved` was saved, unless the draft has changed since. */
  startOver: (saved: Value, next: Value) => void;
}

export function keyOf(userId: string, session: Session, about: string): string {
  return `${userId}/${session.id}/${about}`;
}

export function subjectOf(userId: string, session: Session): Subject {
  return { userId, sessionId: session.id, candidateId: session.candidateId };
}

/**
 * Keeps text that someone has begun to write when its form disappears: on a phone, a quote opens another tab of the
 * report.
 */
export function useKeptText<Value>(session: Session, about: string, first: Value): Typed<Value> {
  const { id } = useMe();
  const key = keyOf(id, session, about);
  const subject = subjectOf(id, session);
  const found = useText(key);
  /** The value without a draft. */
  const [idle, setIdle] = useState(first);
  return {
    value: found === undefined ? idle : (found.value as Value),
    slot: slotOf(key),
    change: (value, isUnsaved) => {
      keepText(key, { value, isUnsaved, subject });
    },
    forget: () => {
      dropText(key);
      setIdle(first);
    },
    startOver: (saved, next) => {
      if (findText(key)?.value !== saved) return;
      dropText(key);
      setIdle(next);
    },
  };
}
