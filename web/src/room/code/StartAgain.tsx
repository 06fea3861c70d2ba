import { Trans, useLingui } from "@lingui/react/macro";
import { RotateCcw } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

/** Restores the starter code, after asking for confirmation. */
export function StartAgain({ isOff, onAgain }: { isOff: boolean; onAgain: () => void }) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
  };
  return (
    <>
      <Button
        look="quiet"
        isOff={isOff}
        aria-haspopup="dialog"
        onClick={() => {
          setAsking(true);
        }}
      >
        <RotateCcw aria-hidden="true" />
        <span className="sr-only wide:not-sr-only">
          <Trans>Start again from the starter code</Trans>
        </span>
      </Button>
      {isAsking && (
        <Dialog title={t`Start again?`} onClose={close}>
          <p className="mt-3 text-ink-2">
            <Trans>The starter code replaces the code in the editor. Answers you’ve sent are kept.</Trans>
          </p>
          <div className="mt-6 flex flex-wrap gap-3">
            <Button look="plain" autoFocus onClick={close}>
              <Trans>Keep my code</Trans>
            </Button>
            <Button
              look="danger"
              onClick={() => {
                close();
                onAgain();
              }}
            >
              <Trans>Start again</Trans>
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
