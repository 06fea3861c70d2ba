import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

interface FigureLinkProps {
  /** The address of the sessions behind the figure; null if there are none. */
  to: string | null;
  /** A name that says what the number counts, for screen reader users, who hear the link out of context. */
  name: string;
  children: ReactNode;
}

/** A number that leads to the sessions behind it. */
export function FigureLink({ to, name, children }: FigureLinkProps) {
  const router = useRouter();
  if (to === null) return <span className="font-[650] tabular-nums">{children}</span>;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void router.navigate({ href: to });
  };
  return (
    <a
      href={to}
      aria-label={name}
      onClick={follow}
      className="inline-block min-w-6 py-0.5 font-[650] text-petrol-ink tabular-nums underline underline-offset-3 hover:text-ink"
    >
      {children}
    </a>
  );
}
