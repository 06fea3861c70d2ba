import { useSyncExternalStore } from "react";

import type { RoomModel } from "../link/reducer";
import { stateOf, type StateName } from "./states";

const EVERY_MILLISECONDS = 500;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, EVERY_MILLISECONDS);
  return () => {
    clearInterval(timer);
  };
}

/** The state of the room. Passing time renders the room again only if it changes the state. */
export function useStateName(model: RoomModel): StateName {
  return useSyncExternalStore(subscribe, () => stateOf(model, Date.now()));
}
