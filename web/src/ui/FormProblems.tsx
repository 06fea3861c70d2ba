import { Trans } from "@lingui/react/macro";
import { useLayoutEffect, useRef } from "react";

interface FormProblemsProps {
  /** One problem for each field that has one, by the field's id. */
  problems: Partial<Record<string, string>>;
  /** Problems of the form as a whole. */
  general?: readonly string[];
}

/** All problems of a form at the top, with a link to each field. Takes focus each time that it is mounted. */
export function FormProblems({ problems, general = [] }: FormProblemsProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.focus();
  }, []);
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
