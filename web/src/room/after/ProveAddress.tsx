import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { ErrorBox } from "../page/ErrorBox";
import { RoomError } from "../link/http";
import { Section } from "../page/Section";
import { CodeForm } from "./CodeForm";
import { proveAddress } from "./records";
import type { Known } from "./useIdentified";

type Step =
  | { is: "offered"; isBusy: boolean }
  | { is: "failed"; error: RoomError }
  | { is: "proved"; count: number }
  | Extract<Known<never>, { is: "code" }>;

interface ProveAddressProps {
  slug: string;
  /** The address, masked. */
  email: string;
  organization: string;
  onProved: () => void;
}

/** Requests from before the interview have an address that anyone could have typed. A code proves whose they are. */
export function ProveAddress({ slug, email, organization, onProved }: ProveAddressProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step>({ is: "offered", isBusy: false });
  const prove = async (code?: string) => {
    const before = step;
    if (before.is === "code" || before.is === "offered") setStep({ ...before, isBusy: true });
    try {
      const answer = await proveAddress(slug, code);
      if (answer.state === "code_sent") {
        setStep({ is: "code", email: answer.email, isNew: answer.isNew, problem: null, isBusy: false });
        return;
      }
      setStep({ is: "proved", count: answer.requestCount });
      onProved();
    } catch (error) {
      const refusal = error instanceof RoomError ? error : new RoomError(0);
      const isAboutCode = code !== undefined && refusal.status >= 400 && refusal.status < 429;
      const problem = refusal.status === 409 ? "over" : "wrong";
      if (before.is === "code" && isAboutCode) setStep({ ...before, problem, isBusy: false });
      else setStep({ is: "failed", error: refusal });
    }
  };
  const ask = () => void prove();
  const count = step.is === "proved" ? step.count : 0;
  return (
    <Section heading={t`Did you send a request before the interview?`}>
      <div className="mt-2 grid max-w-[60ch] gap-4 leading-[1.6] text-ink-2">
        {step.is === "offered" && (
          <>
            <p>
              <Trans>
                If you sent {organization} a request before the interview, confirm your email address <bdi>{email}</bdi>
                . Your request will then be listed here, included in the copy of your data, and erased if you erase your
                data.
              </Trans>
            </p>
            <Button className="w-full wide:w-auto wide:justify-self-start" isOff={step.isBusy} onClick={ask}>
              <Trans>Send me a code</Trans>
            </Button>
          </>
        )}
        {step.is === "failed" && <ErrorBox error={step.error} safe={t`Nothing was changed.`} onRetry={ask} />}
        {step.is === "code" && <CodeForm known={step} onCode={(code) => void prove(code)} />}
        {step.is === "proved" && (
          <p role="status">
            {count === 0 ? (
              <Trans>Your email address is confirmed. No earlier requests were sent from this address.</Trans>
            ) : (
              <Plural
                value={count}
                one="Your email address is confirmed. One earlier request is now listed here."
                other="Your email address is confirmed. # earlier requests are now listed here."
              />
            )}
          </p>
        )}
      </div>
    </Section>
  );
}
