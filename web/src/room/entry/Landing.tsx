import { Trans, useLingui } from "@lingui/react/macro";
import { Suspense, useState } from "react";

import { Button } from "../../ui/Button";
import { FormProblems } from "../../ui/FormProblems";
import { Adjustments } from "./Adjustments";
import { Contact } from "./Contact";
import { WhatIsDone, WhoAsks } from "./Disclosure";
import { AfterTheEnd } from "./EntryWall";
import { Facts } from "./Facts";
import { Fold } from "../page/Fold";
import { Frame, Heading } from "../page/Frame";
import type { PersonRequest } from "../link/http";
import { IdentityFields, type Identity, type IdentityErrors, problemsOf } from "./IdentityFields";
import type { Adjustment, Entry, Interview } from "../link/protocol";
import { RequestDialog } from "./RequestDialog";
import { isJudged } from "./WhoReads";

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
  onGo: (step: "review" | "rights" | "yourself") => void;
}

type Asked = PersonRequest["kind"] | null;

/**
 * The landing page, for deciding whether to start: what the interview is, who asks, who decides, and the alternatives.
 */
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
  return (
    <Frame interview={interview} title={hasErrors ? t`Error: ${title}` : title}>
      <form
        noValidate
        className="grid gap-6 pb-12 wide:gap-8"
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
        </div>
        <IdentityFields participant={entry.participant} identity={identity} onChange={onIdentity} errors={errors} />
        <GoOn />
        <Facts interview={interview} />
        {interview.description && (
          <p lang={interview.language} className="max-w-[66ch] leading-[1.6] whitespace-pre-line text-ink-2">
            {interview.description}
          </p>
        )}
        <div className="border-b border-line">
          {entry.disclosure && <WhatIsDone told={entry.disclosure} language={entry.consent?.language} />}
          {entry.adjustments.length > 0 && (
            <Adjustments
              interview={interview}
              offered={entry.adjustments}
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
        </div>
        {entry.hasData && (
          <Suspense>
            <AfterTheEnd entry={entry} onGo={props.onGo} />
          </Suspense>
        )}
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

/** The button is right below the required fields, so that no one presses it before they have seen them. */
function GoOn() {
  return (
    <div className="grid gap-2">
      <Button look="main" type="submit" className="w-full wide:w-auto wide:justify-self-start wide:px-10">
        <Trans>Continue</Trans>
      </Button>
      <p className="text-label text-ink-3">
        <Trans>Next, you’ll see what will be stored and be asked for your consent. Nothing is stored yet.</Trans>
      </p>
    </div>
  );
}

interface OtherWaysProps {
  interview: Interview;
  onAsk: () => void;
}

/** How to talk to a person instead of an AI, or to ask a question first. */
export function OtherWays({ interview, onAsk }: OtherWaysProps) {
  const { t } = useLingui();
  const { contact } = interview;
  return (
    <Fold heading={t`Prefer not to talk to an AI?`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        {isJudged(interview) ? (
          <Trans>You can ask for a conversation with a person instead. Asking doesn’t affect how you’re judged.</Trans>
        ) : (
          <Trans>You can ask for a conversation with a person instead.</Trans>
        )}
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-2">
        <Button aria-haspopup="dialog" onClick={onAsk}>
          <Trans>I’d rather talk to a person</Trans>
        </Button>
        {contact && <Contact address={contact} />}
      </div>
    </Fold>
  );
}
