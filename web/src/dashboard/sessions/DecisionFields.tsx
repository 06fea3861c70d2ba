import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import type { components } from "../../api/schema";
import { RadioGroup } from "../../ui/controls/choices";
import { TextArea } from "../../ui/TextArea";

export type Verdict = components["schemas"]["DecisionsIn"]["verdict"];

const MOST_REASON = 5_000;

/**
 * A decision that is being made. Nothing is preselected. `read` returns it once it is complete; until then, it shows
 * what is missing.
 */
export function useDecision() {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const read = () => {
    setTried(true);
    const written = reason.trim();
    return verdict === null || written === "" ? null : { verdict, reason: written };
  };
  return { verdict, setVerdict, reason, setReason, isTried, read };
}

/** The verdict and the reason for it, on one session or several. */
export function DecisionFields({ decision }: { decision: ReturnType<typeof useDecision> }) {
  const { t } = useLingui();
  const { verdict, setVerdict, reason, setReason, isTried } = decision;
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
        onChoose={setVerdict}
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
          setReason(value);
        }}
      />
    </>
  );
}
