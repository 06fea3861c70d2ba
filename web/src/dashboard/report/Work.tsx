import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ownHeaders } from "../../api/client";
import { asApiError, readError } from "../../api/error";
import type { components } from "../../api/schema";
import { nameOf } from "../../ui/languageNames";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { Code, Replay } from "./Replay";
import { editsOf } from "./replay";
import { Section } from "./Section";
import { type Background, type Session, useKeystrokes, useWork } from "./useReport";

type Made = components["schemas"]["WorkOut"];

/** Code and drawings, as they were last saved. */
export function Work({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const work = useWork(session.id);
  if (work.data === undefined && work.error !== null)
    return (
      <ErrorBox
        error={asApiError(work.error)}
        what={t`A part of this page could not be loaded.`}
        onRetry={() => void work.refetch()}
      />
    );
  if (!work.data?.length) return null;
  return (
    <Section heading={t`Code and drawings`}>
      {work.data.map((made) => (
        <div key={made.questionId} className="grid gap-3">
          <h3 className="font-[650]">{background?.questions.find(({ id }) => id === made.questionId)?.text}</h3>
          {made.code !== null && <CodeWork session={session} made={made} code={made.code} />}
          {made.whiteboard !== null && <Drawing session={session} board={made.whiteboard} />}
        </div>
      ))}
    </Section>
  );
}

function CodeWork({ session, made, code }: { session: Session; made: Made; code: NonNullable<Made["code"]> }) {
  const [isReplay, setReplay] = useState(false);
  const typed = useKeystrokes(session.id, isReplay);
  const events = typed.data?.find(({ questionId }) => questionId === made.questionId)?.events;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-label text-ink-2">{nameOf(code.language)}</span>
        <Action
          look="quiet"
          aria-pressed={isReplay}
          onClick={() => {
            setReplay(!isReplay);
          }}
        >
          <Trans>How it was typed</Trans>
        </Action>
      </div>
      {isReplay && events !== undefined && events.length > 0 ? (
        <Replay edits={editsOf(events)} />
      ) : (
        <Code text={code.text} />
      )}
      {isReplay && typed.isSuccess && !events?.length && (
        <p className="text-label text-ink-2">
          <Trans>How this was typed is not kept: the candidate did not agree to it, or it was pasted.</Trans>
        </p>
      )}
    </div>
  );
}

/** Fetched with the headers of this page, and shown as data: the policy of the page lets nothing else be shown. */
async function readPicture(sessionId: string, fileId: string, signal: AbortSignal): Promise<string> {
  const address = `/api/v1/sessions/${encodeURIComponent(sessionId)}/files/${encodeURIComponent(fileId)}`;
  const response = await fetch(address, { headers: ownHeaders("GET"), credentials: "same-origin", signal });
  if (!response.ok) throw await readError(response);
  const picture = new Blob([await response.arrayBuffer()], { type: "image/png" });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(typeof reader.result === "string" ? reader.result : "");
    };
    reader.readAsDataURL(picture);
  });
}

function Drawing({ session, board }: { session: Session; board: NonNullable<Made["whiteboard"]> }) {
  const { t } = useLingui();
  const { picture, text } = board;
  const shown = useQuery({
    queryKey: ["session", session.id, "file", picture],
    enabled: picture !== null,
    queryFn: ({ signal }) => readPicture(session.id, picture ?? "", signal),
  });
  return (
    <figure className="grid gap-2">
      {shown.data !== undefined && (
        <img
          src={shown.data}
          alt={t`The candidate’s drawing`}
          className="max-h-[32rem] w-full rounded-control border border-line bg-surface object-contain"
        />
      )}
      {text !== "" && (
        <figcaption className="text-label text-ink-2">
          <Trans>Words on the board: {text}</Trans>
        </figcaption>
      )}
    </figure>
  );
}
