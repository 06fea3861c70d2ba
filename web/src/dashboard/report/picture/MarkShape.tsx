import type { Mark } from "./marks";

/** Round for the AI and square for people, so that they can be distinguished without color, even in print. */
export function MarkShape({ kind, className = "" }: { kind: Mark["kind"]; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={`size-4 flex-none ${className}`}>
      {kind === "person" ? (
        <rect x="2" y="2" width="12" height="12" rx="1.5" className="fill-ink" />
      ) : kind === "ai" ? (
        <circle cx="8" cy="8" r="6.5" className="fill-petrol" />
      ) : (
        <circle cx="8" cy="8" r="5" className="fill-bg stroke-petrol" strokeWidth="2" />
      )}
    </svg>
  );
}
