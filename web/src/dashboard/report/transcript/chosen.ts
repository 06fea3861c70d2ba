import { createContext, useContext } from "react";

import type { Message, Session } from "../useReport";

export interface Chosen {
  /** The quote whose words are shown, or a whole message by its `keyOf`. */
  id: string | null;
  choose: (id: string | null) => void;
  /** Marks it in the transcript without leading there, as somebody who moves along the timeline wants it. */
  show: (id: string | null) => void;
  /** Leads back to what was pressed, where the transcript is on another tab; null: there is no way back. */
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

/** What chooses a whole message. */
export function keyOf(messageId: string): string {
  return `message:${messageId}`;
}

/** The message that is chosen, or that the chosen quote is of. */
export function chosenMessage(session: Session, id: string | null): Message | undefined {
  const quoted = session.evidence.find((item) => item.id === id)?.messageId;
  return session.messages.find((one) => one.id === quoted || keyOf(one.id) === id);
}
