import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";

interface FoldProps {
  heading: string;
  /** A summary in a line that is always visible. */
  hint?: string;
  children: ReactNode;
}

/** A part of a page that is collapsed until someone opens it. */
export function Fold({ heading, hint, children }: FoldProps) {
  return (
    <details className="group border-t border-line">
      <summary className="flex min-h-14 cursor-pointer list-none items-center justify-between gap-3 py-2 [&::-webkit-details-marker]:hidden">
        <span>
          <h2 className="leading-tight font-[650]">{heading}</h2>
          {hint !== undefined && <span className="text-label text-ink-2">{hint}</span>}
        </span>
        <ChevronDown aria-hidden="true" className="flex-none text-ink-3 group-open:rotate-180" />
      </summary>
      <div className="pb-5">{children}</div>
    </details>
  );
}
