import { type ReactNode, useId } from "react";

interface SectionProps {
  heading: string;
  aside?: ReactNode;
  /** The id that links within the page lead to. */
  anchor?: string;
  children: ReactNode;
}

/** A part of the report: its heading above a line, with a remark next to it. */
export function Section({ heading, aside, anchor, children }: SectionProps) {
  const id = useId();
  return (
    <section id={anchor} aria-labelledby={id} className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b-2 border-ink pb-1.5">
        <h2 id={id} className="text-lead font-[650]">
          {heading}
        </h2>
        {aside && <p className="text-meta text-ink-2">{aside}</p>}
      </div>
      {children}
    </section>
  );
}
