import type { DraftBox } from "../composer/useDraft";
import { unsavedOf } from "../link/reducer";
import type { RoomLine } from "../link/useRoom";
import { PendingTurn } from "./PendingTurn";

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
