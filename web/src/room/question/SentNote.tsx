import { Trans, useLingui } from "@lingui/react/macro";
import { Check, PenLine } from "lucide-react";

import { sentWork } from "../composer/composing";
import { timeOfDay } from "../conversation/format";
import type { Question } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";

interface SentNoteProps {
  line: RoomLine;
  question: Question;
  /** Whether it has changed since it was sent. */
  isChanged: boolean;
}

/** Says that this work was sent, and that it can still be changed. */
export function SentNote({ line, question, isChanged }: SentNoteProps) {
  const { i18n } = useLingui();
  const sent = sentWork(line.model, question);
  if (sent === null) return null;
  const time = timeOfDay(sent.at, i18n.locale);
  return (
    <p
      data-testid="sent"
      className={`flex flex-none items-center gap-1.5 border-t border-line px-4 py-1.5 text-label font-[650] ${isChanged ? "text-marigold-ink" : "bg-good-soft text-good-ink"}`}
    >
      {isChanged ? <PenLine aria-hidden="true" /> : <Check aria-hidden="true" />}
      {isChanged ? (
        <Trans>You’ve changed your answer since you sent it at {time}. Send it again to include the changes.</Trans>
      ) : (
        <Trans>Sent at {time}. You can change your answer and send it again.</Trans>
      )}
    </p>
  );
}
