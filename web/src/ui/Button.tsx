import { type ComponentProps, type MouseEvent, useLayoutEffect, useRef } from "react";

const LOOKS = {
  main: "min-h-14 px-6 text-read bg-petrol text-on-petrol border-petrol hover:bg-petrol-hover hover:border-petrol-hover",
  tall: "min-h-14 px-6 text-read bg-surface border-line-strong hover:bg-sunken",
  plain: "min-h-11 px-4 text-body bg-surface border-line-strong hover:bg-sunken",
  quiet:
    "min-h-11 px-3 text-body border-transparent text-ink-2 not-off:hover:bg-sunken not-off:hover:text-ink off:text-ink-3",
  danger:
    "min-h-11 px-4 text-body bg-danger text-on-danger border-danger hover:bg-danger-hover hover:border-danger-hover",
} as const;

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] py-1.5 font-[650] leading-tight text-center " +
  "off:cursor-default";

/** What has a face of its own loses it; a quiet one gets none by being off. */
const OFF = "off:bg-sunken off:border-line-strong off:text-ink-2";

/** After a label changed, a press that was meant for the old one is ignored for this long. */
const SETTLE_MILLISECONDS = 400;

export interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  /** Off, but still reachable, so that its reason can be read. */
  isOff?: boolean;
  /** What the button does now, where that changes. */
  doing?: string;
}

export function Button({ look = "plain", isOff = false, doing = "", className = "", onClick, ...rest }: ButtonProps) {
  const changedAt = useRef(-Infinity);
  const before = useRef(doing);
  useLayoutEffect(() => {
    if (before.current !== doing) changedAt.current = performance.now();
    before.current = doing;
  }, [doing]);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const isTooSoon = performance.now() - changedAt.current < SETTLE_MILLISECONDS;
    if (isOff || isTooSoon) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isOff || undefined}
      className={`${BASE} ${LOOKS[look]} ${look === "quiet" ? "" : OFF} ${className}`}
      onClick={press}
    />
  );
}

interface LinkButtonProps extends ComponentProps<"a"> {
  look?: keyof typeof LOOKS;
}

/** A link that weighs as much as a button: to a file. */
export function LinkButton({ look = "plain", className = "", ...rest }: LinkButtonProps) {
  return <a {...rest} className={`${BASE} ${LOOKS[look]} ${className}`} />;
}
