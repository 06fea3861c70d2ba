import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";

import { ROOM } from "../locales/catalogs";
import { Announcer } from "../ui/Announcer";
import { InWordsOf } from "../ui/language/InWordsOf";
import { activateLocale, type Locale, withTexts } from "../ui/language/locale";
import { Consent } from "./entry/Consent";
import { Declined } from "./entry/Declined";
import { EntryWall } from "./entry/EntryWall";
import { ErrorBox } from "./page/ErrorBox";
import type { RoomError } from "./link/http";
import type { Identity } from "./entry/IdentityFields";
import { Landing } from "./entry/Landing";
import { LanguageContext } from "./entry/language";
import { Loading } from "./page/Loading";
import type { Adjustment } from "./link/protocol";
import { tabStore } from "./link/tabStore";
import { useEntry } from "./entry/useEntry";
import { readMode, speaks } from "./voice/wishes";
import { Wall } from "./page/Wall";

const CheckPage = lazy(() => withTexts(ROOM, import("./check/CheckPage")));
const PicturesPage = lazy(() => withTexts(ROOM, import("./check/PicturesPage")));
const PracticePage = lazy(() => withTexts(ROOM, import("./practice/PracticePage")));
const loadRoom = () => withTexts(ROOM, import("./live/RoomPage"));
const RoomPage = lazy(loadRoom);
const ReviewPage = lazy(() => withTexts(ROOM, import("./after/review/ReviewPage")));
const RightsPage = lazy(() => withTexts(ROOM, import("./after/rights/RightsPage")));
const YourselfPage = lazy(() => withTexts(ROOM, import("./after/rights/YourselfPage")));
/** Pages that stay available to people who have been here before. */
const STANDING = { review: ReviewPage, rights: RightsPage, yourself: YourselfPage };

/** A candidate's path: landing page, consent, the room. */
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
  const isAgreeing = visit.step === "consent";
  useEffect(() => {
    import("../ui/theme/voice.css").catch(() => undefined); // a font: without it, the page has another
  }, []);
  useEffect(() => {
    // Loaded while the candidate reads, to save a wait later. If this fails, the room is loaded when it is needed.
    if (isAgreeing) loadRoom().catch(() => undefined);
  }, [isAgreeing]);
  return (
    <LanguageContext value={setLocale}>
      <Suspense fallback={<Loading />}>
        <InWordsOf purpose={visit.entry?.interview?.purpose ?? "HIRING"}>
          <Steps
            visit={visit}
            identity={identity}
            onIdentity={setIdentity}
            adjustments={adjustments}
            onAdjustments={setAdjustments}
          />
        </InWordsOf>
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
    if (!speaks(interview) || readMode(visit.slug) === "typing") {
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
      <CheckPage interview={interview} isBusy={visit.isBusy} hasPractice={visit.hasPractice} onGo={visit.check}>
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
    return <Page slug={visit.slug} token={visit.token} interview={interview} onGo={visit.go} onReload={visit.retry} />;
  }
  if (entry.state !== "new" || interview === null || consent === null) {
    return <Walled visit={visit} />;
  }
  if (step === "declined") return <Declined visit={visit} />;
  if (step === "consent") {
    return (
      <Consent
        key={visit.consentChanges}
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
      onGo={visit.go}
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
  return <ErrorBox error={error} safe={t`Anything you’ve already written is saved.`} onRetry={onRetry} />;
}

function Unreachable({ error, onRetry }: { error: RoomError; onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <Wall interview={null} heading={t`We can’t connect right now`} takesFocus={false}>
      <ErrorBox error={error} safe={t`Nothing was stored. Your link still works.`} onRetry={onRetry} />
    </Wall>
  );
}
