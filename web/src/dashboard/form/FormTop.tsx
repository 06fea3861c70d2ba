import type { ApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { type FieldProblems, FormProblems } from "./FormProblems";

interface FormTopProps {
  problems: FieldProblems;
  failure: ApiError | null;
  /** What the request has not done, in a sentence: not shown if it may have succeeded. */
  safe: string;
  /** What is true even if the request succeeded, in a sentence. */
  kept?: string;
}

/** What is wrong, above the fields of a form. */
export function FormTop({ problems, failure, safe, kept }: FormTopProps) {
  if (Object.keys(problems).length > 0) return <FormProblems key={JSON.stringify(problems)} problems={problems} />;
  return failure === null ? null : <ErrorBox error={failure} safe={safe} {...(kept !== undefined && { kept })} />;
}
