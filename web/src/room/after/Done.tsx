import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Download } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";

import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { saveText } from "./download";
import { Drafts } from "../composer/drafts";
import { dayAndTime, timeOfDay } from "../conversation/format";
import { Frame, Heading } from "../page/Frame";
import { isDecided } from "../entry/WhoReads";
import type { Interview } from "../link/protocol";
import { Outbox } from "../link/outbox";
import { contentOf, type RoomModel, unsavedOf } from "../link/reducer";
import { forgetCameraChoice } from "../recording/cameraChoice";
import type { Recording } from "../recording/capture/recording";
import { Section } from "../page/Section";
import { AskYourself } from "./rights/AskYourself";
import { KeptDrawings } from "../board/keptDrawings";
import { keptStore } from "../link/storage";
import { WhenToClose } from "./WhenToClose";
import { Withdrawn } from "./Withdrawn";

const SendingNote = lazy(() => import("../recording/SendingNote"));

interface DoneProps {
  model: RoomModel;
  interview: Interview;
  recording: Recording | null;
  onGo: (step: "review" | "rights" | "yourself") => void;
}

/** The next steps and who takes them, the person's remaining options, and their own copy. */
export default function Done({ model, interview, recording, onGo }: DoneProps) {
  const { t } = useLingui();
  const { sessionId } = model;
  useEffect(() => {
    if (sessionId === null) return;
    for (const Kept of [Drafts, KeptDrawings, Outbox]) new Kept(keptStore(), sessionId).clear();
    forgetCameraChoice(sessionId);
  }, [sessionId]);
  useEffect(() => {
    history.replaceState(null, "", location.pathname.replace(/\/room$/, "/done"));
  }, []);
  if (model.room?.endReason === "CONSENT_WITHDRAWN") return <Withdrawn interview={interview} onGo={onGo} />;
  const lost = unsavedOf(model);
  return (
    <Frame interview={interview} title={t`Finished`}>
      <div className="grid gap-8 pb-12">
        <div className="grid gap-3">
          <p className="flex items-center gap-2 font-[650] text-good-ink">
            <Check aria-hidden="true" />
            <Saved isTimeUp={model.room?.endReason === "TIME_LIMIT"} isAll={lost.length === 0} />
          </p>
          <Heading takesFocus>
            <Thanks name={model.participantName} organization={interview.organizationName} />
          </Heading>
        </div>
        {recording !== null && (
          <Suspense>
            <SendingNote recording={recording} />
          </Suspense>
        )}
        {lost.map((item) => (
          <Notice key={item.frame.id} ground="danger">
            <p className="font-[650]">
              <Trans>This answer arrived after the interview ended and wasn’t saved:</Trans>
            </p>
            <p className="mt-1 font-voice whitespace-pre-wrap">{contentOf(item)}</p>
          </Notice>
        ))}
        <CheckIt organization={interview.organizationName} onGo={onGo} />
        <Next interview={interview} />
        <Copy model={model} interview={interview} onGo={onGo} />
        {interview.asksSelfIdentification && <AskYourself onGo={onGo} />}
        <p className="text-ink-2">
          <WhenToClose isOffered={interview.recording != null} recording={recording} />
        </p>
      </div>
    </Frame>
  );
}

function Thanks({ name, organization }: { name: string | null; organization: string | undefined }) {
  if (name !== null && organization) {
    return (
      <Trans>
        Thank you, {name}. Your answers are with {organization}.
      </Trans>
    );
  }
  return organization ? (
    <Trans>Thank you. Your answers are with {organization}.</Trans>
  ) : (
    <Trans>Thank you for your answers.</Trans>
  );
}

function CheckIt({ organization, onGo }: Pick<DoneProps, "onGo"> & { organization: string | undefined }) {
  const { t } = useLingui();
  const who = organization ?? t`the team that invited you`;
  return (
    <Section heading={t`Check your transcript`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          For 24 hours, you can correct an answer, add a note, or leave an answer out of the report. Then the transcript
          goes to {who} as it is. You don’t have to change anything.
        </Trans>
      </p>
      <Button
        look="main"
        className="mt-4 w-full wide:w-auto"
        onClick={() => {
          onGo("review");
        }}
      >
        <Trans>Check the transcript</Trans>
      </Button>
    </Section>
  );
}

function Next({ interview }: { interview: Interview }) {
  const { t } = useLingui();
  const who = interview.organizationName ?? t`the team that invited you`;
  return (
    <Section heading={t`What happens next`}>
      <ol className="mt-3 grid list-decimal gap-2 ps-5 leading-[1.6] marker:font-[650] marker:text-ink-3">
        <li className="ps-1">
          <Trans>A report is written about your answers. Every statement in it quotes your own words.</Trans>
        </li>
        <li className="ps-1">
          {isDecided(interview) ? (
            <Trans>A person from {who} reads the report and decides. No one is rejected automatically.</Trans>
          ) : (
            <Trans>People from {who} read the report.</Trans>
          )}
        </li>
        <li className="ps-1">
          {interview.nextSteps ? (
            <span lang={interview.language} className="whitespace-pre-line">
              {interview.nextSteps}
            </span>
          ) : (
            <Trans>You’ll hear from {who}. We don’t know when, but you can ask them.</Trans>
          )}
        </li>
      </ol>
    </Section>
  );
}

function Copy({ model, interview, onGo }: Omit<DoneProps, "recording">) {
  const { t, i18n } = useLingui();
  const save = () => {
    const lines = model.messages
      .filter((message) => message.role !== "system")
      .map((message) => {
        const who = message.role === "user" ? t`You` : (interview.aiName ?? "Aural");
        const code = message.data?.code?.text;
        const words =
          code === undefined || code === message.content ? message.content : `${message.content}\n\n${code}`;
        return `[${timeOfDay(message.at, i18n.locale)}] ${who}\n${words}`;
      });
    const first = model.messages[0]?.at;
    const heading = [interview.title, interview.organizationName, first && dayAndTime(first, i18n.locale)];
    saveText("interview.txt", [heading.filter(Boolean).join(" · "), ...lines].join("\n\n"));
  };
  return (
    <Section heading={t`Your data`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          See what is stored about you and who has read it, download or erase it, or ask for a review by a person.
        </Trans>
      </p>
      <div className="mt-4 flex flex-col gap-3 wide:flex-row">
        <Button
          onClick={() => {
            onGo("rights");
          }}
        >
          <Trans>Your data and your rights</Trans>
        </Button>
        <Button onClick={save}>
          <Download aria-hidden="true" />
          <Trans>Download the transcript</Trans>
        </Button>
      </div>
    </Section>
  );
}

function Saved({ isTimeUp, isAll }: { isTimeUp: boolean; isAll: boolean }) {
  if (!isAll) return <Trans>Everything that arrived before the end is saved.</Trans>;
  if (isTimeUp) return <Trans>Time is up. Everything you sent is saved.</Trans>;
  return <Trans>Everything you sent is saved.</Trans>;
}
