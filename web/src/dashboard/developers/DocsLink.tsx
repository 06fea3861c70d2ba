import { BookOpen } from "lucide-react";
import type { ReactNode } from "react";

interface DocsLinkProps {
  /** A page of the documentation, which the server provides in English. */
  page: "api" | "ats" | "webhooks" | "webhooks#verifying";
  children: ReactNode;
}

/** A link to the page of the documentation that says more. */
export function DocsLink({ page, children }: DocsLinkProps) {
  return (
    <a
      href={`/docs/${page}`}
      hrefLang="en"
      className="inline-flex min-h-6 items-center gap-2 text-label text-ink-2 underline underline-offset-3 hover:text-ink"
    >
      <BookOpen aria-hidden="true" />
      {children}
    </a>
  );
}
