import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Gap } from "../../../ui/language/Gap";
import { SafeButton } from "../../dialogs/EndDialog";
import { isUnanswered } from "../../link/http";
import { ErrorBox } from "../../page/ErrorBox";
import { Section } from "../../page/Section";
import { type Rights, withdraw } from "../records";
import { useTask } from "../useTask";

interface WithdrawProps {
  slug: string;
  rights: Rights;
  onDone: () => void;
}

/** Withdraws consent, as easily as it was given. */
export function Withdraw({ slug, rights, onDone }: WithdrawProps) {
  const { t } = useLingui();
  const { organizationName: organization } = rights;
  const hasReport = rights.held.some(({ what }) => what === "report");
  const [isAsking, setAsking] = useState(false);
  const task = useTask(async () => {
    await withdraw(slug);
    setAsking(false);
    onDone();
  });
  const close = () => {
    setAsking(false);
  };
  return (
    <Section heading={t`Withdraw your consent`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          If the interview is still running, it ends. No report will be written, and an existing one is deleted.
        </Trans>
        <Gap />
        {rights.isHeld === true ? (
          <Trans>Your answers are kept for now.</Trans>
        ) : (
          <Trans>Your answers stay until you erase them.</Trans>
        )}
      </p>
      <Button
        aria-haspopup="dialog"
        className="mt-4 w-full wide:w-auto"
        onClick={() => {
          setAsking(true);
        }}
      >
        <Trans>Withdraw my consent…</Trans>
      </Button>
      {isAsking && (
        <Dialog title={t`Withdraw your consent?`} onClose={close}>
          <p className="mt-3 leading-[1.6] text-ink-2">
            {hasReport ? (
              <Trans>
                The report about your answers is deleted, and {organization} won’t get another one. You can’t continue
                this interview. This can’t be undone.
              </Trans>
            ) : (
              <Trans>
                {organization} won’t get a report about your answers, and you can’t continue this interview. This can’t
                be undone.
              </Trans>
            )}
          </p>
          {task.failure !== null && (
            <div className="mt-4">
              <ErrorBox
                error={task.failure}
                safe={
                  isUnanswered(task.failure)
                    ? t`We don’t know whether this took effect. You can safely try again.`
                    : t`Nothing was changed.`
                }
                onRetry={task.run}
              />
            </div>
          )}
          <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
            <SafeButton onClick={close}>
              <Trans>Keep my consent</Trans>
            </SafeButton>
            <Button look="danger" isOff={task.isBusy} onClick={task.run}>
              <Trans>Withdraw consent</Trans>
            </Button>
          </div>
        </Dialog>
      )}
    </Section>
  );
}
