import type { ComponentProps } from "react";

const GROUNDS = {
  info: "bg-petrol-soft text-petrol-ink border-petrol",
  warning: "bg-marigold-soft text-marigold-ink border-marigold-line",
  danger: "bg-danger-soft text-danger-ink border-danger",
} as const;

interface NoticeProps extends ComponentProps<"div"> {
  ground?: keyof typeof GROUNDS;
}

/** A box within the page with one message and its action. */
export function Notice({ ground = "info", className = "", ...rest }: NoticeProps) {
  return <div {...rest} className={`rounded-control border-s-4 px-4 py-3 text-body ${GROUNDS[ground]} ${className}`} />;
}
