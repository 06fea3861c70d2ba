import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Clock, Globe, ListOrdered, type LucideIcon, MessageSquareText, Pause } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../ui/Button";
import { languageName } from "./format";
import { Frame, Heading } from "./Frame";
import { IdentityFields, type Identity, type IdentityErrors, problemsOf } from "./IdentityFields";
import { Problems } from "./Problems";
import type { Entry, Interview } from "./protocol";

interface LandingProps {
  entry: Entry;
  identity: Identity;
  onIdentity: (identity: Identity) => void;
  refused: IdentityErrors;
  takesFocus: boolean;
  onContinue: () => void;
}

/** Decide whether to start: what it is, who asks, who decides. */
export function Landing({ entry, identity, onIdentity, refused, takesFocus, onContinue }: LandingProps) {
  const { t } = useLingui();
  const [errors, setErrors] = useState<IdentityErrors>(refused);
  const [attempt, setAttempt] = useState(Object.keys(refused).length);
  const interview = entry.interview;
  if (interview === null) return null;
  const { title } = interview;
  const submit = () => {
    const found = problemsOf(identity, entry.participant);
    setErrors(found);
    if (Object.keys(found).length > 0) setAttempt(attempt + 1);
    else onContinue();
  };
  const hasErrors = Object.keys(errors).length > 0;
  return (
    <Frame interview={interview} title={hasErrors ? t`Error: ${title}` : title}>
      <form
        noValidate
        className="grid gap-6 wide:gap-8"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {hasErrors && <Problems key={attempt} errors={errors} />}
        <div className="grid gap-3">
          <Heading lang={interview.language} takesFocus={takesFocus && !hasErrors}>
            {interview.title}
          </Heading>
          {interview.description && (
            <p lang={interview.language} className="max-w-[66ch] leading-[1.6] whitespace-pre-line text-ink-2">
              {interview.description}
            </p>
          )}
        </div>
        <Disclosure interview={interview} />
        <Facts interview={interview} />
        <IdentityFields participant={entry.participant} identity={identity} onChange={onIdentity} errors={errors} />
        <div className="contents wide:grid wide:gap-3 wide:pb-12">
          <div className="-mx-4 border-t border-line bg-bg px-4 py-3 tall:sticky tall:bottom-0 wide:static! wide:mx-0 wide:border-0 wide:p-0">
            <Button look="main" type="submit" className="w-full wide:w-auto wide:px-10">
              <Trans>Continue</Trans>
            </Button>
          </div>
          <p className="-mt-3 pb-4 text-label text-ink-3 wide:mt-0 wide:pb-0">
            <Trans>Next: what is kept, and your agreement. Nothing is stored yet.</Trans>
          </p>
        </div>
      </form>
    </Frame>
  );
}

function Disclosure({ interview }: { interview: Interview }) {
  const ai = interview.aiName ?? "Aural";
  const organization = interview.organizationName;
  return (
    <section className="rounded-panel border border-line bg-surface px-5 py-4 wide:px-6 wide:py-5">
      <h2 className="text-lead leading-tight font-[650]">
        <Trans>An AI will interview you</Trans>
      </h2>
      <p className="mt-2 leading-[1.6]">
        <Trans>
          {ai} is an AI. It asks the questions and may ask follow-up questions. What you write is kept as a transcript.
        </Trans>
      </p>
      <p className="mt-2 leading-[1.6] font-[650]">
        {organization ? (
          <Trans>A person at {organization} reads your answers and decides.</Trans>
        ) : (
          <Trans>A person reads your answers and decides.</Trans>
        )}
      </p>
    </section>
  );
}

function Facts({ interview }: { interview: Interview }) {
  const { i18n } = useLingui();
  const minutes = interview.timeLimitMinutes ?? null;
  const count = interview.questionCount ?? 0;
  const language = interview.language ? languageName(interview.language, i18n.locale) : null;
  return (
    <ul className="grid gap-3">
      <Fact icon={ListOrdered}>
        <Plural value={count} one="# question, with follow-ups" other="# questions, with follow-ups" />
      </Fact>
      <Fact icon={Clock}>
        {minutes === null ? (
          <Trans>No time limit</Trans>
        ) : (
          <Plural value={minutes} one="Up to # minute" other="Up to # minutes" />
        )}
      </Fact>
      <Fact icon={MessageSquareText}>
        <Trans>By typing. No camera and no microphone.</Trans>
      </Fact>
      {language !== null && (
        <Fact icon={Globe}>
          <Trans>Held in {language}</Trans>
        </Fact>
      )}
      <Fact icon={Pause}>
        <Trans>You can pause, and come back by your link</Trans>
      </Fact>
    </ul>
  );
}

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3">
      <Icon aria-hidden="true" className="mt-0.5 text-ink-3" />
      <span>{children}</span>
    </li>
  );
}
