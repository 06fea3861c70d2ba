import { type ReactNode, useId } from "react";

interface SectionProps {
  heading: string;
  id?: string;
  children: ReactNode;
}

/** A section of a page, below a line. */
export function Section({ heading, id, children }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="border-t-2 border-ink pt-4">
      <h2 id={headingId} className="text-lead leading-tight font-[650]">
        {heading}
      </h2>
      {children}
    </section>
  );
}
