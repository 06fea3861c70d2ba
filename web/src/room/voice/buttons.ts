import type { StateName } from "../status/names";
import { SPOKEN, type SpokenPrimary, type SpokenSecond } from "./stateTable";

/** `hasWork`: something was chosen, written or drawn. `hasSpoken`: words were heard since the question. */
export function spokenButtons(state: StateName, hasWork: boolean, hasSpoken: boolean): [SpokenPrimary, SpokenSecond] {
  if (state === "closing") return [hasSpoken ? "done" : "finish", "minute"];
  const [primary, second] = SPOKEN[state].buttons;
  return [primary === "done" && hasWork ? "send" : primary, second];
}
