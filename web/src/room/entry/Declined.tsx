import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Contact } from "./Contact";
import { RequestDialog } from "./RequestDialog";
import type { useEntry } from "./useEntry";
import { Wall } from "../page/Wall";

/** The page after a candidate declines: the alternatives, and that nothing was stored. */
export function Declined({ visit }: { visit: ReturnType<typeof useEntry> }) {
  const { t } = useLingui();
  const [asks, setAsks] = useState(false);
  const { entry, slug, token } = visit;
  const interview = entry?.interview ?? null;
  if (entry === null || interview === null) return null;
  return (
    <Wall interview={interview} about={interview.title} heading={t`That’s fine. Nothing was stored.`} takesFocus>
      <p>
        <Trans>You can close this page, or choose one of the options below. Your link still works.</Trans>
      </p>
      <div className="flex w-full flex-col gap-3 wide:flex-row">
        <Button
          look="tall"
          aria-haspopup="dialog"
          onClick={() => {
            setAsks(true);
          }}
        >
          <Trans>I’d rather talk to a person</Trans>
        </Button>
        <Button look="tall" onClick={visit.readConsent}>
          <Trans>Read the consent text again</Trans>
        </Button>
      </div>
      {interview.contact && <Contact address={interview.contact} />}
      {asks && (
        <RequestDialog
          slug={slug}
          token={token}
          kind="human_interview"
          interview={interview}
          participant={entry.participant}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </Wall>
  );
}
