import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { ownHeaders } from "../../../api/client";
import { asApiError, readError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { nameOf } from "../../../ui/language/languageNames";
import { Section } from "../../../ui/Section";
import { key } from "../../data/keys";
import { useOpened } from "../opened";
import { type Background, type Session, useKeystrokes, useWork } from "../useReport";
import { Code, Replay } from "./Replay";
import { editsOf } from "./replay";

type Made = components["schemas"]["WorkOut"];

/** Code and drawings, as they were last saved. */
export function Work({ session, background }: { session: Session; background: Background | undefined }) {
  const { t } = useLingui();
  const work = useWork(session.id);
  if (work.data === undefined && work.error !== null)
    return (
      <ErrorBox
        error={asApiError(work.error)}
        what={t`The code and drawings could not be loaded.`}
        onRetry={() => void work.refetch()}
      />
    );
  if (!work.data?.length) return null;
  return (
    <Section heading={t`Code and drawings`} anchor="work">
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
  const [isReplay, toggleReplay] = useOpened(`replay ${made.questionId}`);
  const typed = useKeystrokes(session.id, isReplay);
  const events = typed.data?.find(({ questionId }) => questionId === made.questionId)?.events;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-label text-ink-2">{nameOf(code.language)}</span>
        <Action look="quiet" aria-pressed={isReplay} className="print:hidden" onClick={toggleReplay}>
          <Trans>Show typing replay</Trans>
        </Action>
      </div>
      {isReplay && events !== undefined && events.length > 0 ? (
        <Replay edits={editsOf(events)} />
      ) : (
        <Code text={code.text} />
      )}
      {isReplay && typed.isSuccess && !events?.length && (
        <p className="text-label text-ink-2">
          <Trans>No typing record was kept: the candidate didn’t agree to one, or the code was pasted.</Trans>
        </p>
      )}
    </div>
  );
}

/**
 * Fetches a picture with the headers of this page, as a data URL: the page's content security policy allows nothing
 * else.
 */
async function readPicture(sessionId: string, fileId: string, signal: AbortSignal): Promise<string> {
  const address = `/api/v1/sessions/${encodeURIComponent(sessionId)}/files/${encodeURIComponent(fileId)}`;
  const response = await fetch(address, { headers: ownHeaders("GET"), credentials: "same-origin", signal });
  if (!response.ok) throw await readError(response, "none");
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
    queryKey: key("session", session.id, "file", picture),
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
          <Trans>Text in the drawing: {text}</Trans>
        </figcaption>
      )}
    </figure>
  );
}
