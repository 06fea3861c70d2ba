import { useLingui } from "@lingui/react/macro";
import { type ComponentProps, useEffect } from "react";

import type { ApiError } from "../../api/error";
import { FormProblems as Box } from "../../ui/FormProblems";
import { fieldSentence } from "./fieldSentences";

/** One problem for each field that has one, by the field's id. */
export type FieldProblems = Partial<Record<string, string>>;

/**
 * The API's `details[]` by field: a field's id is its path in the body. Problems that belong to no field are left out.
 */
export function problemsOf(error: ApiError | null, fields: readonly string[]): FieldProblems {
  const found: FieldProblems = {};
  for (const { path, message } of error?.details ?? []) {
    const field = fields.find((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
    if (field !== undefined) found[field] ??= fieldSentence(message);
  }
  return found;
}

/** The same box as in the room. As long as it is shown, the page's title begins with "Error:". */
export function FormProblems(props: ComponentProps<typeof Box>) {
  const { t } = useLingui();
  useEffect(() => {
    const before = document.title;
    const ours = `${t`Error:`} ${before}`;
    document.title = ours;
    return () => {
      // By then, another page or the next screen of this one may have set its own title.
      if (document.title === ours) document.title = before;
    };
  }, [t]);
  return <Box {...props} />;
}
