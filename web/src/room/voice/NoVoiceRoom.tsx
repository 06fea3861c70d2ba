import { Trans } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";

/** Shown if the code for voice could not be loaded. The interview continues without it. */
export function NoVoiceRoom({ onType }: { onType: () => void }) {
  return (
    <div className="mx-auto w-full max-w-[48rem] px-4 py-6 wide:px-6">
      <Notice ground="warning" role="alert" className="grid justify-items-start gap-3">
        <p>
          <Trans>
            Voice could not be loaded. Nothing is lost: you can continue by typing, with the same questions.
          </Trans>
        </p>
        <Button className="text-ink" onClick={onType}>
          <Trans>Continue by typing</Trans>
        </Button>
      </Notice>
    </div>
  );
}
