import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";

import { Announcer } from "../ui/Announcer";
import { activateLocale, type Locale } from "../ui/locale";
import { Consent } from "./Consent";
import { Declined } from "./Declined";
import { EntryWall } from "./EntryWall";
import { ErrorBox } from "./ErrorBox";
import type { RoomError } from "./http";
import type { Identity } from "./IdentityFields";
import { Landing } from "./Landing";
import { LanguageContext } from "./language";
import { Loading } from "./Loading";
import type { Adjustment } from "./protocol";
import { tabStore } from "./storage";
import { useEntry } from "./useEntry";
import { RoomPage } from "./RoomPage";
import { speaks } from "./voice/useVoice";
import { Wall } from "./Wall";

const CheckPage = lazy(() => import("./check/CheckPage"));
const PicturesPage = lazy(() => import("./check/PicturesPage"));
const PracticePage = lazy(() => import("./practice/PracticePage"));
const ReviewPage = lazy(() => import("./after/ReviewPage"));
const RightsPage = lazy(() => import("./after/RightsPage"));
const YourselfPage = lazy(() => import("./after/YourselfPage"));
/** The pages of somebody who has been here. */
const STANDING = { review: ReviewPage, rights: RightsPage, yourself: YourselfPage };

/** A candidate's way: landing, consent, the room. Each page says only what is true now. */
export default function RoomApp({ slug }: { slug: string }) {
  const visit = useEntry(slug);
  const [identity, setIdentity] = useState<Identity>({ name: "", email: "" });
  const [adjustments, setAdjustments] = useState<Adjustment[]>([]);
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
      <Suspense fallback={<Loading />}>
        <Steps
          visit={visit}
          identity={identity}
          onIdentity={setIdentity}
          adjustments={adjustments}
          onAdjustments={setAdjustments}
        />
      </Suspense>
      <Announcer />
    </LanguageContext>
  );
}

interface StepsProps {
  visit: ReturnType<typeof useEntry>;
  identity: Identity;
  onIdentity: (identity: Identity) => void;
  adjustments: readonly Adjustment[];
  onAdjustments: (adjustments: Adjustment[]) => void;
}

function Steps({ visit, identity, onIdentity, adjustments, onAdjustments }: StepsProps) {
  const { step, entry, failure } = visit;
  const consent = entry?.consent ?? null;
  const interview = entry?.interview ?? null;
  if (step === "room" && entry !== null)
    return (
      <RoomPage entry={entry} started={visit.started} wantsOn={visit.wantsOn} onLost={visit.leave} onGo={visit.go} />
    );
  if (entry === null) return failure === null ? <Loading /> : <Unreachable error={failure} onRetry={visit.retry} />;
  if (step === "check" && interview !== null) {
    if (!speaks(interview) || adjustments.includes("text_only")) {
      return (
        <PicturesPage
          interview={interview}
          isBusy={visit.isBusy}
          onGo={() => {
            visit.check("typing");
          }}
        >
          {failure !== null && <StartFailure error={failure} onRetry={visit.start} />}
        </PicturesPage>
      );
    }
    return (
      <CheckPage
        interview={interview}
        isBusy={visit.isBusy}
        hasPractice={visit.started?.state === "new"}
        onGo={visit.check}
      >
        {failure !== null && <StartFailure error={failure} onRetry={visit.start} />}
      </CheckPage>
    );
  }
  if (step === "practice" && interview !== null) {
    return (
      <PracticePage interview={interview} isBusy={visit.isBusy} onStart={visit.start}>
        {failure !== null && <StartFailure error={failure} onRetry={visit.start} />}
      </PracticePage>
    );
  }
  if (step === "review" || step === "rights" || step === "yourself") {
    if (entry.state === "erased" || entry.state === "unknown") return <Walled visit={visit} />;
    const Page = STANDING[step];
    return <Page slug={visit.slug} token={visit.token} interview={interview} onGo={visit.go} />;
  }
  if (entry.state !== "new" || interview === null || consent === null) {
    return <Walled visit={visit} />;
  }
  if (step === "declined") return <Declined visit={visit} />;
  if (step === "consent") {
    return (
      <Consent
        interview={interview}
        text={consent}
        adjustments={adjustments}
        isBusy={visit.isBusy}
        failure={failure}
        onAgree={(items) => void visit.agree(identity, items, adjustments)}
        onDecline={visit.decline}
      />
    );
  }
  return (
    <Landing
      key={visit.refused === null ? "" : JSON.stringify(visit.refused)}
      slug={visit.slug}
      token={visit.token}
      entry={entry}
      identity={identity}
      onIdentity={onIdentity}
      adjustments={adjustments}
      onAdjustments={onAdjustments}
      refused={visit.refused ?? {}}
      takesFocus={visit.hasMoved}
      onContinue={visit.readConsent}
    />
  );
}

function Walled({ visit }: { visit: ReturnType<typeof useEntry> }) {
  const { entry, failure } = visit;
  if (entry === null) return null;
  return (
    <EntryWall entry={entry} takesFocus={visit.hasMoved} isBusy={visit.isBusy} onResume={visit.resume} onGo={visit.go}>
      {failure !== null && <StartFailure error={failure} onRetry={visit.resume} />}
    </EntryWall>
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
      <ErrorBox error={error} safe={t`Nothing was stored. Your link still works.`} onRetry={onRetry} />
    </Wall>
  );
}
