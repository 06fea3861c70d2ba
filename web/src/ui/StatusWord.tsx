import { Check, Circle, CircleAlert, CircleDashed, CirclePlay, type LucideIcon, OctagonX } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  good: [Check, "text-good-ink"],
  live: [CirclePlay, "text-petrol-ink"],
  waiting: [CircleDashed, "text-ink-2"],
  off: [Circle, "text-ink-2"],
  warning: [CircleAlert, "text-marigold-ink"],
  bad: [OctagonX, "text-danger-ink"],
} as const satisfies Record<string, [LucideIcon, string]>;

/** A state as a word with its own shape and color. */
export function StatusWord({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const [Icon, colour] = TONES[tone];
  return (
    <span className={`inline-flex items-baseline gap-1.5 align-middle font-[650] wide:whitespace-nowrap ${colour}`}>
      <Icon aria-hidden="true" className="self-center" />
      {children}
    </span>
  );
}
