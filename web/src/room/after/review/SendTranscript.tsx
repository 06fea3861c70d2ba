import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { SafeButton } from "../../dialogs/EndDialog";
import { ErrorBox } from "../../page/ErrorBox";
import { RoomError } from "../../link/http";
import { sendTranscript } from "../records";
import { isFinal, saveAll } from "./useSaved";

interface SendTranscriptProps {
  slug: string;
  organization: string;
  hasChanges: boolean;
  onSent: () => void;
}

/** Sends the transcript in two steps. After the second, nothing can be corrected anymore. */
export function SendTranscript({ slug, organization, hasChanges, onSent }: SendTranscriptProps) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RoomError | null>(null);
  const send = async () => {
    setBusy(true);
    setFailure(null);
    try {
      if (!(await saveAll())) throw new RoomError(0);
      await sendTranscript(slug);
      setAsking(false);
      onSent();
    } catch (error) {
      setFailure(error instanceof RoomError ? error : new RoomError(0));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="border-t-2 border-ink pt-4">
      <Button
        look="main"
        aria-haspopup="dialog"
        className="w-full wide:w-auto"
        doing={String(hasChanges)}
        onClick={() => {
          setAsking(true);
        }}
      >
        {hasChanges ? <Trans>Send to {organization}</Trans> : <Trans>Send without changes</Trans>}
      </Button>
      {isAsking && (
        <Dialog
          title={t`Send the transcript now?`}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p className="mt-3 leading-[1.6] text-ink-2">
            {hasChanges ? (
              <Trans>
                The transcript goes to {organization} with your corrections. After that, you can’t correct anything.
              </Trans>
            ) : (
              <Trans>The transcript goes to {organization} as it is. After that, you can’t correct anything.</Trans>
            )}
          </p>
          {failure !== null && (
            <div className="mt-4">
              <ErrorBox
                error={failure}
                {...(!isFinal(failure) && { safe: t`Your corrections are still here.`, onRetry: () => void send() })}
              />
            </div>
          )}
          <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
            <SafeButton
              onClick={() => {
                setAsking(false);
              }}
            >
              <Trans>Go back</Trans>
            </SafeButton>
            <Button look="main" size="medium" isOff={isBusy} onClick={() => void send()}>
              <Trans>Send now</Trans>
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
