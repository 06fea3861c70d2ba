import type { ApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { type FieldProblems, FormProblems } from "./FormProblems";

interface FormTopProps {
  problems: FieldProblems;
  failure: ApiError | null;
  /** A sentence that says what is safe. */
  safe: string;
}

/** The errors of a form, above its fields. */
export function FormTop({ problems, failure, safe }: FormTopProps) {
  if (Object.keys(problems).length > 0) return <FormProblems key={JSON.stringify(problems)} problems={problems} />;
  return failure === null ? null : <ErrorBox error={failure} safe={safe} />;
}
