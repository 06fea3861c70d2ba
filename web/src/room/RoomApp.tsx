import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useState } from "react";

import { Announcer } from "../ui/Announcer";
import { Button } from "../ui/Button";
import { activateLocale, type Locale } from "../ui/locale";
import { Consent } from "./Consent";
import { EntryWall } from "./EntryWall";
import { ErrorBox } from "./ErrorBox";
import type { RoomError } from "./http";
import type { Identity } from "./IdentityFields";
import { Landing } from "./Landing";
import { LanguageContext } from "./language";
import { Loading } from "./Loading";
import { tabStore } from "./storage";
import { useEntry } from "./useEntry";
import { RoomPage } from "./RoomPage";
import { Wall } from "./Wall";

/** A candidate's way: landing, consent, the room. Each page says only what is true now. */
export default function RoomApp({ slug }: { slug: string }) {
  const visit = useEntry(slug);
  const [identity, setIdentity] = useState<Identity>({ name: "", email: "" });
  const { reload } = visit;
  const setLocale = useCallback(
    (locale: Locale) => {
      tabStore().setItem("aural.language", locale);
      void activateLocale(locale).then(() => {
        reload(locale);
      });
    },
    [reload],
  );
  useEffect(() => {
    void import("../ui/voice.css");
  }, []);
  return (
    <LanguageContext value={setLocale}>
      <Steps visit={visit} identity={identity} onIdentity={setIdentity} />
      <Announcer />
    </LanguageContext>
  );
}

interface StepsProps {
  visit: ReturnType<typeof useEntry>;
  identity: Identity;
  onIdentity: (identity: Identity) => void;
}

function Steps({ visit, identity, onIdentity }: StepsProps) {
  const { step, entry, failure } = visit;
  const consent = entry?.consent ?? null;
  const interview = entry?.interview ?? null;
  if (step === "room" && entry !== null) return <RoomPage entry={entry} started={visit.started} onLost={visit.leave} />;
  if (entry === null) return failure === null ? <Loading /> : <Unreachable error={failure} onRetry={visit.retry} />;
  if (entry.state !== "new" || interview === null || consent === null) {
    return (
      <EntryWall entry={entry} takesFocus={visit.hasMoved} isBusy={visit.isBusy} onResume={visit.resume}>
        {failure !== null && <StartFailure error={failure} onRetry={visit.resume} />}
      </EntryWall>
    );
  }
  if (step === "declined") return <Declined visit={visit} />;
  if (step === "consent") {
    return (
      <Consent
        interview={interview}
        text={consent}
        isBusy={visit.isBusy}
        failure={failure}
        onAgree={() => void visit.agree(identity)}
        onDecline={visit.decline}
      />
    );
  }
  return (
    <Landing
      key={visit.refused === null ? "" : JSON.stringify(visit.refused)}
      entry={entry}
      identity={identity}
      onIdentity={onIdentity}
      refused={visit.refused ?? {}}
      takesFocus={visit.hasMoved}
      onContinue={visit.readConsent}
    />
  );
}

function StartFailure({ error, onRetry }: { error: RoomError; onRetry: () => void }) {
  const { t } = useLingui();
  return <ErrorBox error={error} safe={t`What you wrote before is saved.`} onRetry={onRetry} />;
}

function Unreachable({ error, onRetry }: { error: RoomError; onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <Wall interview={null} heading={t`Connect to begin`} takesFocus={false}>
      <ErrorBox error={error} safe={t`Nothing was stored. Your link stays good.`} onRetry={onRetry} />
    </Wall>
  );
}

function Declined({ visit }: { visit: ReturnType<typeof useEntry> }) {
  const { t } = useLingui();
  const interview = visit.entry?.interview ?? null;
  const organization = interview?.organizationName;
  return (
    <Wall interview={interview} about={interview?.title} heading={t`That’s fine. Nothing was kept.`} takesFocus>
      <p>
        {organization ? (
          <Trans>
            If you would rather talk to a person, write to {organization}, in reply to the message that brought you
            here. You can also come back to this link.
          </Trans>
        ) : (
          <Trans>
            If you would rather talk to a person, write to whoever sent you the link. You can also come back to it.
          </Trans>
        )}
      </p>
      <Button look="tall" onClick={visit.readConsent}>
        <Trans>Read the text again</Trans>
      </Button>
    </Wall>
  );
}
