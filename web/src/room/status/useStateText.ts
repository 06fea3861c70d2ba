import { useLingui } from "@lingui/react/macro";

import { timeOfDay } from "../conversation/format";
import type { Interview } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import { STATE_TEXTS, type StateName } from "./states";

export interface ShownState {
  label: string;
  line: string;
}

/** The texts for a state, with their placeholders filled in. */
export function useStateText(model: RoomModel, interview: Interview, state: StateName): ShownState {
  const { i18n, t } = useLingui();
  const { label, line } = STATE_TEXTS[state];
  const holes = {
    ai: interview.aiName ?? "Aural",
    organization: interview.organizationName ?? t`The team that invited you`,
    current: model.room?.progress.current ?? 1,
    of: model.room?.progress.of ?? 1,
    stopped: timeOfDay(model.room?.problem?.at ?? new Date(model.roomSince).toISOString(), i18n.locale),
    time: model.savedAt === null ? t`the last message` : timeOfDay(model.savedAt, i18n.locale),
  };
  return { label: i18n._(label.id, holes, label), line: i18n._(line.id, holes, line) };
}
