import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Download } from "lucide-react";
import { type ReactNode, useEffect } from "react";

import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { saveText } from "./download";
import { Drafts } from "./drafts";
import { dayAndTime, timeOfDay } from "./format";
import { Frame, Heading } from "./Frame";
import type { Interview } from "./protocol";
import { contentOf, type RoomModel } from "./reducer";
import { localStore } from "./storage";

interface DoneProps {
  model: RoomModel;
  interview: Interview;
}

/** What happens next, by whom; the person's own copy. */
export function Done({ model, interview }: DoneProps) {
  const { t } = useLingui();
  const { sessionId } = model;
  useEffect(() => {
    if (sessionId !== null) new Drafts(localStore(), sessionId).clear();
  }, [sessionId]);
  const lost = model.pending.filter((item) => item.frame.type === "answer");
  return (
    <Frame interview={interview} title={t`Finished`}>
      <div className="grid gap-8 pb-12">
        <div className="grid gap-3">
          <p className="flex items-center gap-2 font-[650] text-good-ink">
            <Check aria-hidden="true" />
            {model.room?.endReason === "TIME_LIMIT" ? (
              <Trans>Time is up. All that you sent is saved.</Trans>
            ) : (
              <Trans>All that you sent is saved.</Trans>
            )}
          </p>
          <Heading takesFocus>
            <Thanks name={model.participantName} organization={interview.organizationName} />
          </Heading>
        </div>
        {lost.map((item) => (
          <Notice key={item.frame.id} ground="danger">
            <p className="font-[650]">
              <Trans>This came after the end and was not stored:</Trans>
            </p>
            <p className="mt-1 font-voice whitespace-pre-wrap">{contentOf(item)}</p>
          </Notice>
        ))}
        <Next organization={interview.organizationName} />
        <Copy model={model} interview={interview} />
        <p className="text-ink-2">
          <Trans>You can close this page now.</Trans>
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

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section className="border-t-2 border-ink pt-4">
      <h2 className="text-lead leading-tight font-[650]">{heading}</h2>
      {children}
    </section>
  );
}

function Next({ organization }: { organization: string | undefined }) {
  const { t } = useLingui();
  const who = organization ?? t`the team that invited you`;
  return (
    <Section heading={t`What happens next`}>
      <ol className="mt-3 grid list-decimal gap-2 ps-5 leading-[1.6] marker:font-[650] marker:text-ink-3">
        <li className="ps-1">
          <Trans>A report is made in which every statement is a quote of your own words.</Trans>
        </li>
        <li className="ps-1">
          <Trans>A person at {who} reads it and decides. Nobody is rejected automatically.</Trans>
        </li>
        <li className="ps-1">
          <Trans>You hear from {who}. We don’t know the date: please ask there.</Trans>
        </li>
      </ol>
    </Section>
  );
}

function Copy({ model, interview }: DoneProps) {
  const { t, i18n } = useLingui();
  const save = () => {
    const lines = model.messages.map((message) => {
      const who = message.role === "user" ? t`You` : (interview.aiName ?? "Aural");
      const code = message.data?.code?.text;
      const words = code === undefined || code === message.content ? message.content : `${message.content}\n\n${code}`;
      return `[${timeOfDay(message.at, i18n.locale)}] ${who}\n${words}`;
    });
    const first = model.messages[0]?.at;
    const heading = [interview.title, interview.organizationName, first && dayAndTime(first, i18n.locale)];
    saveText("interview.txt", [heading.filter(Boolean).join(" · "), ...lines].join("\n\n"));
  };
  return (
    <Section heading={t`Your copy`}>
      <p className="mt-2 leading-[1.6] text-ink-2">
        <Trans>
          The whole conversation as a text file. You may ask for a correction, or to have it erased, where you were
          invited.
        </Trans>
      </p>
      <Button onClick={save} className="mt-4">
        <Download aria-hidden="true" />
        <Trans>Download the transcript</Trans>
      </Button>
    </Section>
  );
}
