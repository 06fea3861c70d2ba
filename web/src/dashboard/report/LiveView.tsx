import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useRef } from "react";

import { Action } from "../../ui/controls/Action";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import { Notice } from "../../ui/Notice";
import { useMay } from "../me";
import { LiveWords } from "../sessions/SessionStatus";
import { TranscriptTurn } from "./transcript/TranscriptTurn";
import { useFollow } from "./transcript/useFollow";
import { useLive } from "./useLive";
import type { Session } from "./useReport";

/** The transcript of a running session, live, without sound and without any assessment. */
export function LiveView({ session }: { session: Session }) {
  const { t } = useLingui();
  const mayWatch = useMay("MEMBER");
  const { live, error } = useLive(session, mayWatch);
  const box = useRef<HTMLElement>(null);
  const target = useCallback(() => box.current?.querySelector("ol > li:last-child") ?? null, []);
  const newest = session.messages.at(-1)?.id ?? null;
  const { isAway, back } = useFollow(box, target, newest);
  useAnnounce(error === null ? null : t`The live view is interrupted.`);
  return (
    <div className="grid gap-4">
      {live !== null && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <LiveWords live={live} />
          {live.text !== null && <span>{live.text}</span>}
        </p>
      )}
      {!mayWatch && (
        <Notice>
          <Trans>
            You’re seeing the conversation as it was when you opened the page. Watching live requires the Member role or
            higher.
          </Trans>
        </Notice>
      )}
      {error !== null && (
        <Notice ground="warning">
          <Trans>The live view is interrupted. It resumes automatically; nothing is lost.</Trans>
        </Notice>
      )}
      <section
        ref={box}
        aria-label={t`Live transcript`}
        tabIndex={0}
        className="max-h-[70dvh] overflow-y-auto rounded-panel border border-line bg-surface"
      >
        {isAway && (
          <div className="sticky top-0 z-1 border-b border-line bg-surface p-2 text-center">
            <Action onClick={back}>
              <Trans>Jump to latest</Trans>
            </Action>
          </div>
        )}
        <ol className="max-w-[calc(var(--measure)+6rem)]">
          {session.messages.map((message) => (
            <TranscriptTurn key={message.id} message={message} session={session} isSetAside={false} comments={0} />
          ))}
        </ol>
      </section>
    </div>
  );
}
