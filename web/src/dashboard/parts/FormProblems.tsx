import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";

import type { ApiError } from "../../api/error";

/** A problem of each field, by the field's id. */
export type FieldProblems = Partial<Record<string, string>>;

/** The API's `details[]` by field: a field's id is its path in the body. What belongs to no field is left out. */
export function problemsOf(error: ApiError | null, fields: readonly string[]): FieldProblems {
  const found: FieldProblems = {};
  for (const { path, message } of error?.details ?? []) {
    const field = fields.find((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
    if (field !== undefined) found[field] ??= message;
  }
  return found;
}

interface FormProblemsProps {
  problems: FieldProblems;
  /** Problems of the form as a whole. */
  general?: readonly string[];
}

/** All problems at once, on top of the form, with a link to each field. Takes focus each time that it is made anew. */
export function FormProblems({ problems, general = [] }: FormProblemsProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.title;
    document.title = `${t`Error:`} ${before}`;
    box.current?.focus();
    return () => {
      document.title = before;
    };
  }, [t]);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="group"
      aria-labelledby="problems"
      className="rounded-control border-2 border-danger bg-surface px-5 py-4"
    >
      <h2 id="problems" className="text-lead leading-tight font-[650]">
        <Trans>There is a problem</Trans>
      </h2>
      <ul className="mt-2 grid gap-1">
        {general.map((text) => (
          <li key={text} className="font-[650] text-danger-ink">
            {text}
          </li>
        ))}
        {Object.entries(problems).map(([id, text]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-block py-1 font-[650] text-danger-ink underline underline-offset-3"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
