import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Gap } from "../../../ui/language/Gap";
import { SafeButton } from "../../dialogs/EndDialog";
import { MailLink } from "../../entry/Contact";
import { isUnanswered, RoomError } from "../../link/http";
import { ErrorBox } from "../../page/ErrorBox";
import { Section } from "../../page/Section";
import { erase, type Receipt, type Rights } from "../records";
import { useHeldName } from "../useHeldName";
import { useTask } from "../useTask";

interface EraseProps {
  slug: string;
  rights: Rights;
  onErased: (receipt: Receipt) => void;
  /** Looks whether the link already leads to the receipt of an erasure. */
  onUnsure: () => void;
}

/** Erases the person's data, in two steps. It comes last on the page. */
export function Erase({ slug, rights, onErased, onUnsure }: EraseProps) {
  const { t } = useLingui();
  const [step, setStep] = useState<"closed" | "ask" | "sure">("closed");
  // Stays set: if everything was erased, the server no longer recognizes the person who tries again.
  const [isUnsure, setUnsure] = useState(false);
  /** Whether the server no longer recognizes the person after an erasure whose answer was lost. */
  const [isGone, setGone] = useState(false);
  const task = useTask(async () => {
    try {
      onErased(await erase(slug));
    } catch (error) {
      const isLost = error instanceof RoomError && isUnanswered(error);
      const isUnknown = isUnsure && error instanceof RoomError && error.status === 401;
      if (isLost) setUnsure(true);
      setGone(isUnknown);
      if (isLost || isUnknown) onUnsure();
      throw error;
    }
  });
  const close = () => {
    setStep("closed");
  };
  if (rights.isHeld === true) return <Kept rights={rights} />;
  return (
    <Section heading={t`Erase everything`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>Everything stored about you in this interview will be deleted, and you’ll get a receipt.</Trans>
      </p>
      <Button
        look="danger"
        aria-haspopup="dialog"
        className="mt-4 w-full wide:w-auto"
        onClick={() => {
          setStep("ask");
        }}
      >
        <Trans>Erase my data…</Trans>
      </Button>
      {step === "ask" && (
        <Dialog key="ask" title={t`Erase everything about you?`} onClose={close}>
          <WhatGoes rights={rights} />
          <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
            <SafeButton onClick={close}>
              <Trans>Keep my data</Trans>
            </SafeButton>
            <Button
              onClick={() => {
                setStep("sure");
              }}
            >
              <Trans>Continue to erasure…</Trans>
            </Button>
          </div>
        </Dialog>
      )}
      {step === "sure" && (
        <Dialog key="sure" title={t`Erase permanently?`} onClose={close}>
          <p className="mt-3 leading-[1.6] text-ink-2">
            <Trans>
              Your data can’t be restored. After that, your link shows only the number of the receipt and when your data
              was erased.
            </Trans>
          </p>
          {task.failure !== null && (
            <div className="mt-4">
              <ErrorBox
                error={task.failure}
                safe={
                  isGone
                    ? t`The server no longer knows you, so your data has very likely been erased.`
                    : isUnsure
                      ? t`We don’t know whether this took effect. You can safely try again.`
                      : t`Nothing was erased.`
                }
                {...(!isGone && { onRetry: task.run })}
              />
            </div>
          )}
          <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
            <SafeButton
              onClick={() => {
                setStep("ask");
              }}
            >
              <Trans>Go back</Trans>
            </SafeButton>
            <Button look="danger" isOff={task.isBusy} onClick={task.run}>
              {task.isBusy ? <Trans>Erasing…</Trans> : <Trans>Erase everything</Trans>}
            </Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}

/** Why nothing can be erased while a legal hold applies. */
function Kept({ rights: { contact, organizationName: organization } }: { rights: Rights }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Erase everything`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>Your data must be kept for now, for a legal reason, so it can’t be erased yet.</Trans>
        <Gap />
        {contact ? (
          <Trans>
            To learn more, write to <MailLink address={contact} />.
          </Trans>
        ) : (
          <Trans>To learn more, ask {organization}.</Trans>
        )}
      </p>
    </Section>
  );
}

function WhatGoes({ rights }: { rights: Rights }) {
  const { organizationName } = rights;
  const nameOf = useHeldName();
  return (
    <div className="mt-3 grid gap-3 leading-[1.6] text-ink-2">
      <div>
        <p className="font-[650] text-ink">
          <Trans>What is deleted</Trans>
        </p>
        <ul className="list-disc ps-5">
          {rights.held.map(({ what }) => (
            <li key={what}>{nameOf(what)}</li>
          ))}
        </ul>
      </div>
      <div>
        <p className="font-[650] text-ink">
          <Trans>What stays</Trans>
        </p>
        <ul className="list-disc ps-5">
          <li>
            <Trans>A count of interviews that includes this one, without your name</Trans>
          </li>
          <li>
            <Trans>An erasure receipt that contains nothing about you</Trans>
          </li>
          <li>
            <Trans>Backups and logs of the database, until they are deleted or overwritten</Trans>
          </li>
          {rights.consents.some(({ item }) => item === "model") && (
            <li>
              <Trans>What the provider of the language model keeps for a while</Trans>
            </li>
          )}
          <li>
            <Trans>Copies that {organizationName} has already made elsewhere: ask them directly to delete these</Trans>
          </li>
        </ul>
      </div>
    </div>
  );
}
