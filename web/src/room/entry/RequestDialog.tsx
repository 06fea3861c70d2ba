import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { FormProblems } from "../../ui/FormProblems";
import { ErrorBox } from "../page/ErrorBox";
import { askPerson, isUnanswered, type PersonRequest, RoomError } from "../link/http";
import { type Identity, type IdentityErrors, IdentityInputs, problemsOf } from "./IdentityFields";
import type { Interview, Participant } from "../link/protocol";

interface RequestDialogProps {
  slug: string;
  token: string | null;
  kind: PersonRequest["kind"];
  interview: Interview;
  /** The known details of the person. The dialog asks only for the rest. */
  participant: Participant | null;
  onClose: () => void;
  onSent?: () => void;
}

/** Sends a request that a person at the organization reads. */
export function RequestDialog({ slug, token, kind, interview, participant, onClose, onSent }: RequestDialogProps) {
  const { t } = useLingui();
  const [identity, setIdentity] = useState<Identity>({ name: "", email: "" });
  const [message, setMessage] = useState("");
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [attempts, setAttempts] = useState(0);
  const [failure, setFailure] = useState<RoomError | null>(null);
  const [phase, setPhase] = useState<"open" | "busy" | "sent">("open");
  const titles = {
    human_interview: t`Talk to a person instead`,
    human_review: t`Ask for a review by a person`,
    adjustment: t`Ask for an adjustment`,
  };
  const send = async () => {
    const found: Partial<Record<string, string>> = named(problemsOf(identity, participant));
    if (kind === "adjustment" && message.trim() === "") found["request-message"] = t`Describe what you need.`;
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0) {
      setAttempts(attempts + 1);
      return;
    }
    setPhase("busy");
    const words = { name: identity.name.trim() || null, email: identity.email.trim() || null };
    try {
      await askPerson({ slug, token, kind, ...words, message: message.trim() || null });
      setPhase("sent");
      onSent?.();
    } catch (error) {
      setPhase("open");
      setFailure(error instanceof RoomError ? error : new RoomError(0));
    }
  };
  if (phase === "sent") return <Sent interview={interview} onClose={onClose} />;
  return (
    <Dialog title={titles[kind]} onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void send();
        }}
      >
        <Why kind={kind} organization={interview.organizationName} />
        {Object.keys(errors).length > 0 && <FormProblems key={attempts} problems={errors} />}
        <IdentityInputs
          prefix="request-"
          participant={participant}
          identity={identity}
          onChange={setIdentity}
          errors={unnamed(errors)}
        />
        <Message
          value={message}
          isNeeded={kind === "adjustment"}
          error={errors["request-message"]}
          onChange={setMessage}
        />
        {failure !== null && (
          <ErrorBox
            error={failure}
            safe={
              isUnanswered(failure)
                ? t`We don’t know whether your request was sent. What you wrote is still here.`
                : t`Your request was not sent. What you wrote is still here.`
            }
          />
        )}
        <div className="flex flex-col gap-2 wide:flex-row wide:justify-between">
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="main" size="medium" isOff={phase === "busy"}>
            {phase === "busy" ? <Trans>Sending…</Trans> : <Trans>Send the request</Trans>}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function named(errors: IdentityErrors): Partial<Record<string, string>> {
  return Object.fromEntries(Object.entries(errors).map(([field, text]) => [`request-${field}`, text]));
}

function unnamed(errors: Partial<Record<string, string>>): IdentityErrors {
  const [name, email] = [errors["request-name"], errors["request-email"]];
  return { ...(name && { name }), ...(email && { email }) };
}

function Why({ kind, organization }: { kind: PersonRequest["kind"]; organization: string | undefined }): ReactNode {
  const { t } = useLingui();
  const who = organization ?? t`the team that invited you`;
  const words = {
    human_interview: t`Your request goes to ${who}. A person there will reply by email. Your link still works in the meantime.`,
    human_review: t`Your request goes to ${who}. A person there will review your interview again, without relying on the report.`,
    adjustment: t`Your request goes to ${who}, so that they can prepare the interview. It is kept separate from your answers.`,
  };
  return <p className="leading-[1.6] text-ink-2">{words[kind]}</p>;
}

interface MessageProps {
  value: string;
  isNeeded: boolean;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Message({ value, isNeeded, error, onChange }: MessageProps) {
  return (
    <div className="grid gap-1">
      <label htmlFor="request-message" className="text-body font-[650]">
        {isNeeded ? <Trans>What do you need?</Trans> : <Trans>In your own words (optional)</Trans>}
      </label>
      {error && (
        <p id="request-message-error" className="text-label font-[650] text-danger-ink">
          {error}
        </p>
      )}
      <textarea
        id="request-message"
        dir="auto"
        rows={4}
        maxLength={2000}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? "request-message-error" : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field mt-1 w-full px-3 py-2 font-voice"
      />
    </div>
  );
}

function Sent({ interview, onClose }: { interview: Interview; onClose: () => void }) {
  const { t } = useLingui();
  const organization = interview.organizationName;
  return (
    <Dialog title={t`Your request has been sent`} onClose={onClose}>
      <p role="status" className="mt-3 leading-[1.6]">
        {organization ? (
          <Trans>
            {organization} has received your request, and a person will reply by email. You don’t need to do anything
            else.
          </Trans>
        ) : (
          <Trans>A person will reply by email. You don’t need to do anything else.</Trans>
        )}
      </p>
      <Button onClick={onClose} className="mt-5 w-full wide:w-auto">
        <Trans>Close</Trans>
      </Button>
    </Dialog>
  );
}
