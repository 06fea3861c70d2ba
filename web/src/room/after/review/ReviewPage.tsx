import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button, LinkButton } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { deadline } from "../../conversation/format";
import { Frame, Heading } from "../../page/Frame";
import type { Interview } from "../../link/protocol";
import { Section } from "../../page/Section";
import { Identified } from "../Identified";
import { type Checked, getTranscript, type Transcript } from "../records";
import { Remark } from "./Remark";
import { ReviewTurn } from "./ReviewTurn";
import { Search } from "./Search";
import { SendTranscript } from "./SendTranscript";
import { useIdentified } from "../useIdentified";
import { WhatWasNoted } from "./WhatWasNoted";

interface ReviewPageProps {
  slug: string;
  token: string | null;
  interview: Interview | null;
  onGo: (step: "rights") => void;
}

/** Lets people check that the transcript says what they meant. */
export default function ReviewPage({ slug, token, interview, onGo }: ReviewPageProps) {
  const { t } = useLingui();
  const box = useIdentified(slug, token, getTranscript);
  return (
    <Identified box={box} interview={interview} heading={t`Check your transcript`}>
      {(transcript) => (
        <Review slug={slug} transcript={transcript} interview={interview} onSent={box.reload} onGo={onGo} />
      )}
    </Identified>
  );
}

interface ReviewProps {
  slug: string;
  transcript: Transcript;
  interview: Interview | null;
  onSent: () => void;
  onGo: ReviewPageProps["onGo"];
}

function Review({ slug, transcript, interview, onSent, onGo }: ReviewProps) {
  const { t } = useLingui();
  const [sought, setSought] = useState("");
  const [changed, setChanged] = useState<ReadonlySet<number>>(new Set());
  const isOpen = transcript.canReview;
  const turns = transcript.messages.filter((message) => message.role !== "system" && message.kind !== "request");
  const found = turns.filter((turn) => matches(turn, sought));
  const count = turns.filter((turn) => turn.correction !== null || changed.has(turn.seq)).length;
  const hasWords =
    transcript.remark !== null || (transcript.integrity?.items.some(({ comment }) => comment !== null) ?? false);
  const about: Interview = { ...interview, title: transcript.title, organizationName: transcript.organizationName };
  const noteChange = (seq: number) => {
    setChanged((before) => new Set([...before, seq]));
  };
  const noteWords = () => {
    noteChange(0);
  };
  const heading = transcript.isSent
    ? t`Transcript sent`
    : isOpen || (transcript.until === null && !transcript.isWithdrawn)
      ? t`Check your transcript`
      : t`Your transcript`;
  return (
    <Frame interview={about} title={heading}>
      <div className="grid gap-6 pb-12">
        <Heading takesFocus>{heading}</Heading>
        {(turns.length > 0 || !isOpen) && <Until slug={slug} transcript={transcript} />}
        {turns.length === 0 ? (
          <p>
            <Trans>There is nothing to check.</Trans>
          </p>
        ) : (
          <Search value={sought} count={found.length} onChange={setSought} />
        )}
        <ol className="grid gap-4">
          {turns.map((turn) => (
            // Turns that the search doesn't match are hidden, not removed, because they contain corrections made on
            // this page.
            <li key={turn.seq} hidden={!found.includes(turn)}>
              <ReviewTurn
                slug={slug}
                turn={turn}
                interview={about}
                isOpen={isOpen}
                onChange={() => {
                  noteChange(turn.seq);
                }}
              />
            </li>
          ))}
        </ol>
        {transcript.integrity && (
          <WhatWasNoted slug={slug} noted={transcript.integrity} isOpen={isOpen} onChange={noteWords} />
        )}
        {(isOpen || transcript.remark !== null) && (
          <Remark
            slug={slug}
            sessionKey={transcript.messages[0]?.id ?? ""}
            stored={transcript.remark}
            isOpen={isOpen}
            onChange={noteWords}
          />
        )}
        {isOpen ? (
          <SendTranscript
            slug={slug}
            organization={transcript.organizationName}
            hasChanges={count > 0 || changed.has(0) || hasWords}
            onSent={onSent}
          />
        ) : (
          <Section heading={t`Your data`}>
            <Button
              className="mt-4 w-full wide:w-auto"
              onClick={() => {
                onGo("rights");
              }}
            >
              <Trans>Your data and your rights</Trans>
            </Button>
          </Section>
        )}
      </div>
    </Frame>
  );
}

function matches(turn: Checked, sought: string): boolean {
  const words = sought.trim().toLowerCase();
  if (words === "") return true;
  return `${turn.content}\n${turn.correction?.content ?? ""}`.toLowerCase().includes(words);
}

function Until({ slug, transcript }: { slug: string; transcript: Transcript }) {
  const { i18n } = useLingui();
  const { organizationName } = transcript;
  if (transcript.isWithdrawn) {
    return (
      <Notice>
        <Trans>You withdrew your consent, so this transcript can’t be corrected.</Trans>
      </Notice>
    );
  }
  if (transcript.until === null) {
    return (
      <>
        <Notice>
          <Trans>The interview isn’t over yet. Once it ends, you have 24 hours to correct your transcript.</Trans>
        </Notice>
        <LinkButton
          look="main"
          href={`/i/${encodeURIComponent(slug)}`}
          className="w-full wide:w-auto wide:justify-self-start"
        >
          <Trans>Continue the interview</Trans>
        </LinkButton>
      </>
    );
  }
  const until = deadline(transcript.until, i18n.locale);
  if (transcript.isSent) {
    return (
      <Notice>
        <Trans>{organizationName} has your transcript. You can read it but no longer change it.</Trans>
      </Notice>
    );
  }
  if (!transcript.canReview) {
    return (
      <Notice>
        <Trans>
          You could correct your transcript until {until} (your time). {organizationName} has it now.
        </Trans>
      </Notice>
    );
  }
  return (
    <p className="max-w-[60ch] leading-[1.6] text-ink-2">
      <Trans>
        You can correct your answers until {until} (your time). Then they go to {organizationName} as they are. Both
        your corrections and your original answers are kept.
      </Trans>
    </p>
  );
}
