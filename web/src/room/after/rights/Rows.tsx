import type { ReactNode } from "react";

/** Facts, one per line. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="mt-3 grid gap-0 divide-y divide-line border-y border-line">{children}</ul>;
}
