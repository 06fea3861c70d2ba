import { useLingui } from "@lingui/react/macro";

import type { FieldProblems } from "../form/FormProblems";

/** Says in the reader's language why the server refuses a long enough password as too easy to guess. */
export function useNewPassword(problems: FieldProblems): FieldProblems {
  const { t } = useLingui();
  const said = problems.password;
  if (said === undefined || !(said.startsWith("is known") || said.startsWith("consists of"))) return problems;
  const password = said.startsWith("is known")
    ? t`This password appeared in a data leak at another service. Choose a different one.`
    : t`Apart from your name, your email address and your organization, this password is too short. Add more words.`;
  return { ...problems, password };
}
