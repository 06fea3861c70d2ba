import { useLingui } from "@lingui/react/macro";

import type { FieldProblems } from "../parts/FormProblems";

/** Says in the reader's language why the server refuses a new password that is long enough: it is easily guessed. */
export function useNewPassword(problems: FieldProblems): FieldProblems {
  const { t } = useLingui();
  const said = problems.password;
  if (said === undefined || !(said.startsWith("is known") || said.startsWith("consists of"))) return problems;
  const password = said.startsWith("is known")
    ? t`This password is known from leaks of other services. Choose another one.`
    : t`This password consists of names that others know: yours, your address or your organization. Add more words.`;
  return { ...problems, password };
}
