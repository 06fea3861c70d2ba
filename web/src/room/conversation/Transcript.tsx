import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo, useRef } from "react";

import { Button } from "../../ui/Button";
import type { DraftBox } from "../composer/useDraft";
import type { Interview } from "../link/protocol";
import { unsavedOf } from "../link/reducer";
import type { RoomLine } from "../link/useRoom";
import { currentAsk } from "./ask";
import { LinkNotice } from "./LinkNotice";
import { PendingTurns } from "./PendingTurns";
import { saidBefore } from "./said";
import { Turn } from "./Turn";
import { useFollow } from "./useFollow";

interface TranscriptProps {
  line: RoomLine;
  interview: Interview;
  newLink: string | null;
  draft: DraftBox;
  /** Shown above the conversation and scrolls with it: the options of a choice. */
  children?: ReactNode;
}

/** The messages of both sides, the newest at the bottom. The open question is above them, not part of them. */
export function Transcript({ line, interview, newLink, draft, children }: TranscriptProps) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const { messages, savedAt } = line.model;
  const ask = currentAsk(messages);
  const lastOwn = messages.findLast((message) => message.role === "user")?.seq ?? null;
  const said = useMemo(() => saidBefore(messages), [messages]);
  const hasWork = children !== undefined && children !== null;
  const follow = useFollow(scroller, `${messages.length}/${unsavedOf(line.model).length}`, !hasWork);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        data-scroller
        tabIndex={0}
        role="group"
        aria-label={t`Conversation`}
        className="max-h-[60dvh] min-h-0 flex-1 overflow-auto tall:max-h-none"
      >
        <div
          className={`mx-auto flex min-h-full w-full max-w-[48rem] flex-col gap-4 px-4 py-4 wide:px-6 ${hasWork ? "" : "justify-end"}`}
        >
          {children}
          {newLink !== null && <LinkNotice url={newLink} />}
          <div role="log" aria-label={t`Transcript`} className="grid gap-4 wide:gap-6">
            {messages
              .filter((message) => message !== ask)
              .map((message) => (
                <Turn
                  key={message.seq}
                  message={message}
                  interview={interview}
                  isPast={ask !== null && message.seq < ask.seq}
                  isSaved={message.seq === lastOwn && savedAt !== null}
                  said={said}
                />
              ))}
            <PendingTurns line={line} draft={draft} />
          </div>
        </div>
      </div>
      {follow.isBehind && (
        <Button
          look="plain"
          className="absolute! inset-x-0 bottom-3 mx-auto w-max shadow-(--shadow-overlay)"
          onClick={follow.catchUp}
        >
          <Trans>Jump to latest</Trans>
        </Button>
      )}
    </div>
  );
}
