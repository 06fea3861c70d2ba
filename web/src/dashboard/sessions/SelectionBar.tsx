import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { Gap } from "../../ui/language/Gap";
import { BulkBar } from "../lists/BulkBar";
import type { Selected } from "../lists/useSelection";
import { useMay } from "../me";
import { FEWEST, MOST } from "../sharing/compare/comparison";
import type { Session } from "./useSessions";

const DecideDialog = lazy(async () => ({ default: (await import("./DecideDialog")).DecideDialog }));

/** The most sessions that one request can decide on. */
const MOST_DECISIONS = 100;

/** The actions for the selected sessions. */
export function SelectionBar({ selected, hasDecisions }: { selected: Selected<Session>; hasDecisions: boolean }) {
  const { t } = useLingui();
  const router = useRouter();
  const [isDeciding, setDeciding] = useState(false);
  const mayDecide = useMay("MEMBER") && hasDecisions;
  const count = selected.rows.length;
  const canCompare = count >= FEWEST && count <= MOST;
  const canDecide = count <= MOST_DECISIONS;
  return (
    <>
      <BulkBar selected={selected} label={t`Actions for the selected sessions`}>
        <Action
          isPrimary
          isOff={!canCompare}
          onClick={() => {
            router.history.push(`/sessions/compare?ids=${selected.rows.map(({ id }) => id).join(",")}`);
          }}
        >
          <Trans>Compare</Trans>
        </Action>
        {mayDecide && (
          <Action
            isOff={!canDecide}
            onClick={() => {
              setDeciding(true);
            }}
          >
            <Trans>Record a decision</Trans>
          </Action>
        )}
        {!canCompare && (
          <p className="text-label text-ink-2">
            <Trans>
              Select {FEWEST} to {MOST} sessions to compare.
            </Trans>
            <Gap />
            {mayDecide && !canDecide && <Trans>Select at most {MOST_DECISIONS} sessions to record a decision.</Trans>}
          </p>
        )}
      </BulkBar>
      {isDeciding && (
        <Suspense>
          <DecideDialog
            sessions={selected.rows}
            onClose={() => {
              setDeciding(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
