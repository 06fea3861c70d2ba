import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense } from "react";

import { ROOM } from "../../locales/catalogs";
import { Button } from "../../ui/Button";
import { withTexts } from "../../ui/language/locale";
import { WhoReads } from "./WhoReads";
import { Contact } from "./Contact";
import { DeadInvitation } from "./DeadInvitation";
import { ErasedBy } from "./ErasedBy";
import { dayAndTime } from "../conversation/format";
import { PasteLink } from "./PasteLink";
import type { Entry, EntryState } from "../link/protocol";
import { useHeading } from "./useHeading";
import { Wall } from "../page/Wall";

/** Its button to the rights is also for people who have begun and come back. */
export const AfterTheEnd = lazy(() => withTexts(ROOM, import("../after/AfterTheEnd")));
const RestOfRecording = lazy(() => withTexts(ROOM, import("../recording/RestOfRecording")));

interface EntryWallProps {
  entry: Entry;
  takesFocus: boolean;
  onResume: () => void;
  onGo: (step: "review" | "rights" | "yourself") => void;
  isBusy: boolean;
  children?: ReactNode;
}

/** The page of a link that doesn't lead to the start of an interview. */
export function EntryWall({ entry, takesFocus, onResume, onGo, isBusy, children }: EntryWallProps) {
  const heading = useHeading(entry.state);
  const recorded = FINISHED.has(entry.state) ? entry.interview?.recording : null;
  return (
    <Wall interview={entry.interview} about={entry.interview?.title} heading={heading} takesFocus={takesFocus}>
      <Sentence entry={entry} />
      {recorded && (
        <Suspense>
          <RestOfRecording offer={recorded} />
        </Suspense>
      )}
      {children}
      {entry.state === "resumable" && (
        <Button look="main" isOff={isBusy} onClick={onResume} className="w-full wide:w-auto">
          {entry.progress === null ? <Trans>Continue</Trans> : <ContinueAt {...entry.progress} />}
        </Button>
      )}
      {(entry.state === "full" || entry.state === "not_ready") && (
        <Button
          look="main"
          className="w-full wide:w-auto"
          onClick={() => {
            location.reload();
          }}
        >
          <Trans>Check again</Trans>
        </Button>
      )}
      {entry.state === "closed" && entry.interview?.contact && <Contact address={entry.interview.contact} />}
      {(entry.state === "unknown" || entry.state === "invite_only") && <PasteLink />}
      {/* An older server that is still running during an upgrade doesn't say `hasData`. */}
      {(entry.hasData || FINISHED.has(entry.state)) && (
        <Suspense>
          <AfterTheEnd entry={entry} onGo={onGo} />
        </Suspense>
      )}
    </Wall>
  );
}

const FINISHED = new Set<EntryState>(["completed", "time_is_up"]);

function ContinueAt({ current, of }: { current: number; of: number }) {
  return (
    <Trans>
      Continue at question {current} of {of}
    </Trans>
  );
}

function Sentence({ entry }: { entry: Entry }) {
  const { i18n } = useLingui();
  const organization = entry.interview?.organizationName;
  const when = entry.endedAt === null ? null : dayAndTime(entry.endedAt, i18n.locale);
  const saved = <Trans>Your answers are saved.</Trans>;
  const reader = entry.interview && (
    <p>
      <WhoReads interview={entry.interview} />
    </p>
  );
  switch (entry.state) {
    case "resumable":
      return entry.progress === null ? <p /> : <Stopped {...entry.progress} />;
    case "completed":
      return (
        <>
          <p>{when === null ? saved : <Trans>Your answers were sent on {when} (your time).</Trans>}</p>
          {reader}
        </>
      );
    case "time_is_up":
      return (
        <>
          <p>
            {when === null ? saved : <Trans>The interview ended on {when} (your time). Your answers are saved.</Trans>}
          </p>
          {reader}
        </>
      );
    case "closed":
      return (
        <p>
          {organization ? (
            <Trans>
              The interview no longer accepts answers. If you have a question, reply to the message from {organization}{" "}
              that contained the link.
            </Trans>
          ) : (
            <Trans>
              The interview no longer accepts answers. If you have a question, contact the person who sent you the link.
            </Trans>
          )}
        </p>
      );
    case "not_ready":
      return (
        <p>
          <Trans>The interview has no questions yet. Come back later with the same link.</Trans>
        </p>
      );
    case "invite_only":
      return (
        <p>
          {entry.interview?.inviteRequired === false ? (
            <Trans>This browser no longer recognizes you. Open your personal link, or paste it here.</Trans>
          ) : (
            <Trans>Find the email with your personal link and open that link, or paste it here.</Trans>
          )}
        </p>
      );
    case "expired":
    case "revoked":
      return <DeadInvitation entry={entry} />;
    case "withdrawn":
      return (
        <p>
          <Trans>No report will be written about your answers. You can still download or erase your data.</Trans>
        </p>
      );
    case "erased":
      return (
        <p>
          <Trans>No data about you is stored anymore.</Trans> {entry.receipt && <ErasedBy {...entry.receipt} />}
        </p>
      );
    case "test":
      return (
        <p>
          <Trans>
            The interview was created with a test key and is only for simulated candidates. If you were invited to an
            interview, ask the person who invited you for another link.
          </Trans>
        </p>
      );
    case "full":
      return (
        <p>
          <Trans>Your link works. Come back later with the same link.</Trans>
        </p>
      );
    default:
      return (
        <p>
          <Trans>Check that the link is complete. Some mail programs break long links in two.</Trans>
        </p>
      );
  }
}

function Stopped({ current, of }: { current: number; of: number }) {
  return (
    <p>
      <Trans>
        You stopped at question {current} of {of}. Everything up to that point is saved.
      </Trans>
    </p>
  );
}
