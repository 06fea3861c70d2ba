import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import { type FieldProblems, problemsOf } from "./FormProblems";

/** What the server asks of a password. */
export const LEAST_PASSWORD = 12;

/** What stands in a field of a form. A password is taken as it is, everything else without space around it. */
export function textOf(form: HTMLFormElement, name: string, isTrimmed = true): string {
  const value = new FormData(form).get(name);
  const text = typeof value === "string" ? value : "";
  return isTrimmed ? text.trim() : text;
}

export interface FormRequest<Sent> {
  /** Sends, where nothing is missing; else shows what is. */
  submit: (sent: Sent, missing: FieldProblems) => void;
  problems: FieldProblems;
  /** What the server says about no field of the form. */
  failure: ApiError | null;
  isBusy: boolean;
}

/** A form that is sent as a whole: what is missing and what the server refuses, by field, all at once. */
export function useFormRequest<Sent, Got>(
  send: (sent: Sent) => Promise<Got>,
  fields: readonly string[],
  onDone: (got: Got) => unknown,
): FormRequest<Sent> {
  const [missing, setMissing] = useState<FieldProblems>({});
  const attempt = useMutation({ mutationFn: send, onSuccess: onDone });
  const error = attempt.error === null ? null : asApiError(attempt.error);
  const refused = problemsOf(error, fields);
  const submit = (sent: Sent, found: FieldProblems) => {
    setMissing(found);
    attempt.reset();
    if (Object.keys(found).length === 0) attempt.mutate(sent);
  };
  const failure = Object.keys(refused).length > 0 ? null : error;
  return { submit, problems: { ...missing, ...refused }, failure, isBusy: attempt.isPending };
}
