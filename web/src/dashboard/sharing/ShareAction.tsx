import { Trans } from "@lingui/react/macro";
import { Share2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Action } from "../../ui/controls/Action";

const ShareDialog = lazy(() => import("./ShareDialog"));

/** Opens the dialog with a report's links and files. */
export function ShareAction({ sessionId }: { sessionId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Action
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Share2 aria-hidden="true" />
        <Trans>Share or download</Trans>
      </Action>
      {isOpen && (
        <Suspense>
          <ShareDialog
            sessionId={sessionId}
            onClose={() => {
              setIsOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
