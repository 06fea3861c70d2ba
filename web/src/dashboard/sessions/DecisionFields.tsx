import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import type { components } from "../../api/schema";
import { RadioGroup } from "../../ui/controls/choices";
import { TextArea } from "../../ui/TextArea";

export type Verdict = components["schemas"]["DecisionsIn"]["verdict"];

const MOST_REASON = 5_000;

/** What is chosen and typed so far. */
export interface DecisionDraft {
  verdict: Verdict | null;
  reason: string;
}

/** Nothing is preselected. */
export const UNDECIDED: DecisionDraft = { verdict: null, reason: "" };

/**
 * A decision that is being made. `read` returns it once it is complete; until then, it shows what is missing.
 */
export function useDecision(draft: DecisionDraft, change: (draft: DecisionDraft) => void) {
  const [isTried, setTried] = useState(false);
  const { verdict } = draft;
  const read = () => {
    setTried(true);
    const reason = draft.reason.trim();
    return verdict === null || reason === "" ? null : { verdict, reason };
  };
  return { draft, change, isTried, read };
}

/** The verdict and the reason for it, on one session or several. */
export function DecisionFields({ decision }: { decision: ReturnType<typeof useDecision> }) {
  const { t } = useLingui();
  const { draft, change, isTried } = decision;
  const { verdict, reason } = draft;
  return (
    <>
      <RadioGroup
        label={t`Decision`}
        name="verdict"
        choices={[
          { id: "ADVANCE", name: t`Advance` },
          { id: "HOLD", name: t`Hold` },
          { id: "DECLINE", name: t`Decline` },
        ]}
        chosen={verdict}
        onChoose={(chosen) => {
          change({ ...draft, verdict: chosen });
        }}
        isInline
      />
      {isTried && verdict === null && (
        <p role="alert" className="text-label font-[650] text-danger-ink">
          <Trans>Choose a decision.</Trans>
        </p>
      )}
      <TextArea
        label={t`Reason`}
        value={reason}
        maxLength={MOST_REASON}
        error={isTried && reason.trim() === "" ? t`Enter a reason.` : undefined}
        onChange={({ target: { value } }) => {
          change({ ...draft, reason: value });
        }}
      />
    </>
  );
}
