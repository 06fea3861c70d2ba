import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";

import { Button } from "../../ui/Button";
import type { DraftBox } from "../composer/useDraft";
import type { Interview } from "../link/protocol";
import { unsavedOf } from "../link/reducer";
import type { RoomLine } from "../link/useRoom";
import { PendingTurns } from "./PendingTurns";
import { Turn } from "./Turn";
import { useFollow } from "./useFollow";

interface LogProps {
  line: RoomLine;
  interview: Interview;
  draft: DraftBox;
  className: string;
}

export function Log({ line, interview, draft, className }: LogProps) {
  const { t } = useLingui();
  const { messages } = line.model;
  const list = useRef<HTMLDivElement>(null);
  const follow = useFollow(list, `${messages.length}/${unsavedOf(line.model).length}`, true);
  return (
    <div ref={list} className={className}>
      <div
        role="log"
        aria-live={line.model.voice.speaks ? "off" : "polite"}
        aria-label={t`Transcript so far`}
        tabIndex={0}
        className="flex min-h-full flex-col justify-end gap-4 text-body"
      >
        {messages.map((message) => (
          <Turn key={message.seq} message={message} interview={interview} isPast isSaved={false} said="" />
        ))}
        <PendingTurns line={line} draft={draft} />
      </div>
      {follow.isBehind && (
        <Button
          look="plain"
          className="sticky! bottom-3 mx-auto w-max shadow-(--shadow-overlay)"
          onClick={follow.catchUp}
        >
          <Trans>Jump to latest</Trans>
        </Button>
      )}
    </div>
  );
}
