import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { TextArea } from "../../ui/TextArea";
import { signInStateQuery } from "../me";
import { AddressText } from "./AddressText";
import type { Request } from "./useRequests";

export const MOST_CHARACTERS = 5_000;

interface ReasonProps {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** The decider's message to the person. */
export function Reason({ label, value, error, onChange }: ReasonProps) {
  return (
    <TextArea
      label={label}
      value={value}
      maxLength={MOST_CHARACTERS}
      error={error}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
}

/** Whether the decision is sent by email, and to which address. */
export function DecisionEmail({ row: { email } }: { row: Request }) {
  const { t } = useLingui();
  const hasMail = useQuery(signInStateQuery).data?.mail ?? false;
  return (
    <p>
      {email === null ? (
        <Trans>There’s no email address, so no email will be sent. Notify the requester yourself.</Trans>
      ) : hasMail ? (
        <Trans>
          An email will be sent to{" "}
          <bdi className="font-[650] wrap-anywhere">
            <AddressText address={email} />
          </bdi>
          .
        </Trans>
      ) : (
        t`This server doesn’t send email. Notify the requester yourself.`
      )}
    </p>
  );
}
