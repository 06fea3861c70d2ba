import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { TextArea } from "../parts/TextArea";
import { signInStateQuery } from "../me";
import type { Request } from "./data";

export const MOST_CHARACTERS = 5_000;

interface ReasonProps {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** What the person is told, in the words of who decides. */
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

/** Whether the decision goes out by email, and where to. */
export function Telling({ row: { email } }: { row: Request }) {
  const { t } = useLingui();
  const hasMail = useQuery(signInStateQuery).data?.mail ?? false;
  return (
    <p>
      {email === null ? (
        <Trans>There is no address, so no email is sent. Tell them yourself.</Trans>
      ) : hasMail ? (
        <Trans>
          An email goes to <bdi className="font-[650] wrap-anywhere">{email}</bdi>.
        </Trans>
      ) : (
        t`This server doesn’t send email. Tell them yourself.`
      )}
    </p>
  );
}
