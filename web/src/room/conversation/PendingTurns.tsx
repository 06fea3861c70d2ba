import type { DraftBox } from "../composer/useDraft";
import type { Pending, RoomModel } from "../link/reducer";
import type { RoomLine } from "../link/useRoom";
import { PendingTurn } from "./PendingTurn";

/** Answers that were sent but aren't in the transcript yet. */
export function unsavedOf(model: RoomModel): Pending[] {
  return model.pending.filter((item) => item.frame.type === "answer" && item.storedAs === null);
}

interface PendingTurnsProps {
  line: RoomLine;
  draft: DraftBox;
}

export function PendingTurns({ line, draft }: PendingTurnsProps) {
  return unsavedOf(line.model).map((item) => (
    <PendingTurn
      key={item.frame.id}
      item={item}
      line={line}
      isLost={line.model.line !== "open"}
      onEdit={(frame) => {
        line.withdraw(frame.id);
        draft.takeBack(frame);
      }}
    />
  ));
}
