import { createContext, useContext } from "react";

export interface Chosen {
  /** The quote whose words are shown. */
  id: string | null;
  choose: (id: string | null) => void;
  startedAt: string;
}

export const ChosenContext = createContext<Chosen>({ id: null, choose: () => undefined, startedAt: "" });

export function useChosen(): Chosen {
  return useContext(ChosenContext);
}
