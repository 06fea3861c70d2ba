import { createContext, useContext } from "react";

import type { Message, Session } from "../useReport";

export interface Chosen {
  /** The id of the chosen quote, or the `keyOf` of a whole message. */
  id: string | null;
  choose: (id: string | null) => void;
  /** Marks it in the transcript without going there, for people who move along the timeline. */
  show: (id: string | null) => void;
  /** Goes back to the control that led to the transcript, if that is on another tab; null if there is no way back. */
  back: (() => void) | null;
  startedAt: string;
}

export const ChosenContext = createContext<Chosen>({
  id: null,
  choose: () => undefined,
  show: () => undefined,
  back: null,
  startedAt: "",
});

export function useChosen(): Chosen {
  return useContext(ChosenContext);
}

/** The id that chooses a whole message. */
export function keyOf(messageId: string): string {
  return `message:${messageId}`;
}

/** The chosen message, or the message of the chosen quote. */
export function chosenMessage(session: Session, id: string | null): Message | undefined {
  const quoted = session.evidence.find((item) => item.id === id)?.messageId;
  return session.messages.find((one) => one.id === quoted || keyOf(one.id) === id);
}
