import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";

/** All problems of a form at once, on top, with a link to each. Takes focus when it appears. */
export function Problems({ errors }: { errors: Partial<Record<string, string>> }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
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
        {Object.entries(errors).map(([id, text]) => (
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
