import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useRef } from "react";

import { Action } from "../parts/Action";
import { chosenMessage, useChosen } from "./chosen";
import { clockOf } from "./quotes";
import { TranscriptTurn } from "./TranscriptTurn";
import { useFollow } from "./useFollow";
import type { Background, Session } from "./useReport";

interface TranscriptProps {
  session: Session;
  background: Background | undefined;
  /** Comments on messages, by the message's id. */
  comments: ReadonlyMap<string, number>;
}

/** Every word that was said, with the quotes marked in it. */
export function Transcript({ session, background, comments }: TranscriptProps) {
  const { t } = useLingui();
  const { id } = useChosen();
  const box = useRef<HTMLElement>(null);
  const target = useCallback(() => box.current?.querySelector("[data-chosen]") ?? null, []);
  const { isAway, back } = useFollow(box, target, id, true);
  const aside = new Set(background?.setAside);
  const message = chosenMessage(session, id);
  const moment = message === undefined ? "" : clockOf(message.timestamp, session.startedAt);
  return (
    <section
      ref={box}
      aria-label={t`Transcript`}
      tabIndex={0}
      className="relative rounded-panel border border-line bg-surface broad:max-h-[calc(100dvh-2rem)] broad:overflow-y-auto"
    >
      <h2 className="sticky top-0 z-1 flex min-h-12 items-center justify-between gap-3 rounded-t-panel border-b border-line bg-surface px-4 py-1.5 font-[650]">
        <Trans>Transcript</Trans>
        {isAway && (
          <Action look="quiet" onClick={back}>
            <Trans>Back to {moment}</Trans>
          </Action>
        )}
      </h2>
      {session.messages.length === 0 ? (
        <p className="p-4 text-ink-2">
          <Trans>Nothing was said.</Trans>
        </p>
      ) : (
        <ol className="grid">
          {session.messages.map((one) => (
            <TranscriptTurn
              key={one.id}
              message={one}
              session={session}
              isSetAside={aside.has(one.seq)}
              comments={comments.get(one.id) ?? 0}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
