import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../ui/Button";
import { FormProblems } from "../ui/FormProblems";
import { Adjustments } from "./Adjustments";
import { WhatIsDone, WhoAsks } from "./Disclosure";
import { Facts } from "./Facts";
import { Frame, Heading } from "./Frame";
import type { PersonRequest } from "./http";
import { IdentityFields, type Identity, type IdentityErrors, problemsOf } from "./IdentityFields";
import type { Adjustment, Entry, Interview } from "./protocol";
import { RequestDialog } from "./RequestDialog";
import { Section } from "./Section";

interface LandingProps {
  slug: string;
  token: string | null;
  entry: Entry;
  identity: Identity;
  onIdentity: (identity: Identity) => void;
  adjustments: readonly Adjustment[];
  onAdjustments: (adjustments: Adjustment[]) => void;
  refused: IdentityErrors;
  takesFocus: boolean;
  onContinue: () => void;
}

type Asked = PersonRequest["kind"] | null;

/** Decide whether to start: what it is, who asks, who decides, and what else there is. */
export function Landing(props: LandingProps) {
  const { slug, token, entry, identity, onIdentity, adjustments, onAdjustments, refused, takesFocus, onContinue } =
    props;
  const { t } = useLingui();
  const [errors, setErrors] = useState<IdentityErrors>(refused);
  const [attempt, setAttempt] = useState(Object.keys(refused).length);
  const [asked, setAsked] = useState<Asked>(null);
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
  const offered = entry.adjustments ?? [];
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
        {hasErrors && <FormProblems key={attempt} problems={errors} />}
        <div className="grid gap-4 wide:gap-5">
          <Heading lang={interview.language} takesFocus={takesFocus && !hasErrors}>
            {interview.title}
          </Heading>
          <WhoAsks interview={interview} />
          {interview.description && (
            <p lang={interview.language} className="max-w-[66ch] leading-[1.6] whitespace-pre-line text-ink-2">
              {interview.description}
            </p>
          )}
        </div>
        <Facts interview={interview} />
        {entry.disclosure && <WhatIsDone told={entry.disclosure} language={entry.consent?.language} />}
        <IdentityFields participant={entry.participant} identity={identity} onChange={onIdentity} errors={errors} />
        {offered.length > 0 && (
          <Adjustments
            offered={offered}
            chosen={adjustments}
            onChange={onAdjustments}
            onAskMore={() => {
              setAsked("adjustment");
            }}
          />
        )}
        <OtherWays
          interview={interview}
          onAsk={() => {
            setAsked("human_interview");
          }}
        />
        <GoOn />
      </form>
      {asked !== null && (
        <RequestDialog
          slug={slug}
          token={token}
          kind={asked}
          interview={interview}
          participant={entry.participant}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Frame>
  );
}

function GoOn() {
  return (
    <div className="contents wide:grid wide:gap-3 wide:pb-12">
      <div className="-mx-4 border-t border-line bg-bg px-4 py-3 tall:sticky tall:bottom-0 wide:static! wide:mx-0 wide:border-0 wide:p-0">
        <Button look="main" type="submit" className="w-full wide:w-auto wide:px-10">
          <Trans>Continue</Trans>
        </Button>
      </div>
      <p className="-mt-3 pb-4 text-label text-ink-3 wide:mt-0 wide:pb-0">
        <Trans>Next, you’ll see what is stored and give your consent. Nothing is stored yet.</Trans>
      </p>
    </div>
  );
}

interface OtherWaysProps {
  interview: Interview;
  onAsk: () => void;
}

/** Not with an AI, or with a question first. */
export function OtherWays({ interview, onAsk }: OtherWaysProps) {
  const { t } = useLingui();
  const { contact } = interview;
  return (
    <Section heading={t`Prefer not to talk to an AI?`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>You can ask for a conversation with a person instead. Asking doesn’t affect how you are judged.</Trans>
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button aria-haspopup="dialog" onClick={onAsk}>
          <Trans>I’d rather talk to a person</Trans>
        </Button>
        {contact && <Contact address={contact} />}
      </div>
    </Section>
  );
}

export function Contact({ address }: { address: string }) {
  return (
    <p className="text-ink-2">
      <Trans>Questions?</Trans>{" "}
      <a
        href={`mailto:${address}`}
        dir="ltr"
        className="inline-flex min-h-11 items-center font-[650] text-petrol-ink underline underline-offset-4"
      >
        {address}
      </a>
    </p>
  );
}
