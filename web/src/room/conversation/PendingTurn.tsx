import { Trans } from "@lingui/react/macro";
import { TriangleAlert } from "lucide-react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { OwnWords } from "./OwnWords";
import type { AnswerFrame } from "../link/protocol";
import { contentOf, type Pending } from "../link/reducer";
import { Row } from "./Turn";
import type { RoomLine } from "../link/useRoom";

interface PendingTurnProps {
  item: Pending;
  line: RoomLine;
  isLost: boolean;
  /** Puts the words back into the field. */
  onEdit: (frame: AnswerFrame) => void;
}

/** An answer that the server has not acknowledged. */
export function PendingTurn({ item, line, isLost, onEdit }: PendingTurnProps) {
  const { frame, refusal } = item;
  if (frame.type !== "answer") return null;
  const isStuck = refusal !== null || isLost;
  return (
    <Row isOwn at={item.sentAt} isPast={false}>
      <OwnWords content={contentOf(item)} data={frame} />
      {isStuck ? (
        <NotSent
          reason={refusal === null ? null : refusal.message}
          isTooLarge={refusal?.code === "TOO_LARGE"}
          onEdit={() => {
            onEdit(frame);
          }}
          onAgain={() => {
            if (refusal === null) line.tryNow();
            else line.sendAgain(frame);
          }}
        />
      ) : (
        <p className="late mt-1 text-meta text-ink-3">
          <Trans>Sending…</Trans>
        </p>
      )}
    </Row>
  );
}

interface NotSentProps {
  /** The server's message; null if it hasn't answered yet. */
  reason: string | null;
  isTooLarge: boolean;
  onAgain: () => void;
  onEdit: () => void;
}

function NotSent({ reason, isTooLarge, onAgain, onEdit }: NotSentProps) {
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="flex items-start gap-1.5 text-label font-[650] text-danger-ink">
        <TriangleAlert aria-hidden="true" className="mt-px" />
        {isTooLarge ? (
          <Trans>Not sent: your text is too long for one answer. Your text is kept here. Send it in parts.</Trans>
        ) : reason === null ? (
          <Trans>Not sent yet. Your text is kept and will be sent as soon as the connection is back.</Trans>
        ) : (
          <>
            <Trans>Not sent. Your text is kept.</Trans>
            <Gap />
            {reason}
          </>
        )}
      </p>
      <Button look="plain" onClick={onAgain}>
        <Trans>Try again</Trans>
      </Button>
      {reason !== null && (
        <Button look="quiet" onClick={onEdit}>
          <Trans>Edit</Trans>
        </Button>
      )}
    </div>
  );
}
