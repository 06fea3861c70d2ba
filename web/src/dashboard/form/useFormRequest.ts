import { useState } from "react";

import { asApiError, type ApiError } from "../../api/error";
import { useSingleMutation } from "../data/useSingleMutation";
import { type FieldProblems, problemsOf } from "./FormProblems";

/** The minimum length of a password that the server requires. */
export const LEAST_PASSWORD = 12;

/** The value of a field. Passwords are taken as they are, everything else without surrounding spaces. */
export function textOf(form: HTMLFormElement, name: string, isTrimmed = true): string {
  const value = new FormData(form).get(name);
  const text = typeof value === "string" ? value : "";
  return isTrimmed ? text.trim() : text;
}

export interface FormRequest<Sent> {
  /** Sends the form if nothing is missing; otherwise shows what is. */
  submit: (sent: Sent, missing: FieldProblems) => void;
  problems: FieldProblems;
  /** The server's error, if it belongs to no field of the form. */
  failure: ApiError | null;
  isBusy: boolean;
}

/**
 * A form that is sent as a whole. Shows everything that is missing, or that the server refuses, by field and all at
 * once.
 */
export function useFormRequest<Sent, Got>(
  send: (sent: Sent) => Promise<Got>,
  fields: readonly string[],
  onDone: (got: Got) => unknown,
): FormRequest<Sent> {
  const [missing, setMissing] = useState<FieldProblems>({});
  const attempt = useSingleMutation({ mutationFn: send, onSuccess: onDone });
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
