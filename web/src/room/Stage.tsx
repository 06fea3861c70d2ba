import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { currentAsk } from "./ask";
import { PersonalLink } from "./PersonalLink";
import type { Interview, Message } from "./protocol";
import type { StateName } from "./states";
import { PendingTurn } from "./PendingTurn";
import { Turn } from "./Turn";
import type { DraftBox } from "./useDraft";
import { useFollow } from "./useFollow";
import type { RoomLine } from "./useRoom";

interface StageProps {
  line: RoomLine;
  interview: Interview;
  state: StateName;
  newLink: string | null;
  draft: DraftBox;
}

/** The record of the two voices, newest at the bottom; the open question is the heading of the page. */
export function Stage({ line, interview, state, newLink, draft }: StageProps) {
  const { t } = useLingui();
  const { messages, pending, room } = line.model;
  const ask = currentAsk(messages);
  const lastOwn = messages.findLast((message) => message.role === "user")?.seq ?? null;
  const unsaved = pending.filter((item) => item.frame.type === "answer" && item.storedAs === null);
  const follow = useFollow(`${messages.length}/${unsaved.length}/${room?.question?.id ?? ""}`, ask !== null);
  const said = saidBefore(messages);
  return (
    <div className="mx-auto flex w-full max-w-[48rem] flex-1 flex-col justify-end px-4 pt-6 pb-6 wide:px-6">
      {newLink !== null && <LinkNotice url={newLink} />}
      {ask === null && <NoQuestionYet isConnecting={state !== "greeting"} />}
      <div role="log" aria-label={t`Transcript`} className="grid gap-6">
        {messages.map((message) => (
          <Turn
            key={message.seq}
            message={message}
            interview={interview}
            ask={message === ask ? ask : null}
            question={message === ask ? (room?.question ?? null) : null}
            isPast={ask !== null && message.seq < ask.seq}
            isSaved={message.seq === lastOwn && line.model.savedAt !== null}
            said={said}
          />
        ))}
        {unsaved.map((item) => (
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
        ))}
      </div>
      {follow.isBehind && (
        <Button
          look="plain"
          className="sticky bottom-[calc(var(--dock,0px)+1rem)] mt-4 self-center shadow-(--shadow-overlay)"
          onClick={follow.catchUp}
        >
          <Trans>Jump to latest</Trans>
        </Button>
      )}
    </div>
  );
}

export function saidBefore(messages: readonly Message[]): string {
  return messages
    .filter((message) => message.role === "user")
    .map((message) => message.content)
    .join("\n");
}

/** The page has a heading before the first question, too. */
export function NoQuestionYet({ isConnecting }: { isConnecting: boolean }) {
  return (
    <h1 className="mb-6 text-question font-[650] tracking-[-0.012em] text-ink-3">
      {isConnecting ? <Trans>Connecting to your interview</Trans> : <Trans>Your interview begins</Trans>}
    </h1>
  );
}

export function LinkNotice({ url }: { url: string }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(true);
  if (!isOpen) return null;
  return (
    <Notice className="mb-8 grid gap-3">
      <div className="flex items-start justify-between gap-3">
        <p className="text-ink">
          <strong className="font-[650]">
            <Trans>This is your personal link.</Trans>
          </strong>{" "}
          <Trans>It takes you back to the same question on any device. Don’t share it.</Trans>
        </p>
        <Button
          look="quiet"
          aria-label={t`Close this note`}
          className="-me-3 -mt-2 size-11 flex-none"
          onClick={() => {
            setOpen(false);
          }}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      <PersonalLink url={url} />
    </Notice>
  );
}
