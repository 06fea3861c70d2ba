import { type ComponentProps, type MouseEvent, useLayoutEffect, useRef } from "react";

const LOOKS = {
  main: "bg-petrol text-on-petrol border-petrol hover:bg-petrol-hover hover:border-petrol-hover",
  plain: "bg-surface border-line-strong hover:bg-sunken",
  quiet: "border-transparent text-ink-2 not-off:hover:bg-sunken not-off:hover:text-ink off:text-ink-3",
  danger: "bg-danger text-on-danger border-danger hover:bg-danger-hover hover:border-danger-hover",
} as const;

const SIZES = {
  /** The one thing that a page of the room is for. */
  large: "min-h-14 text-read",
  medium: "min-h-11 text-body",
  /** Pages with many controls; a finger gets the medium height. */
  small: "min-h-9 text-body pointer-coarse:min-h-11",
  /** A sign without words. */
  icon: "aspect-square min-h-9 text-body pointer-coarse:min-h-11",
} as const;

const PADDINGS = { large: "px-6", medium: "px-4", small: "px-4", icon: "px-0" } as const;

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] py-1.5 font-[650] leading-tight text-center " +
  "off:cursor-default";

/** A button with a face loses it while it is off; a quiet one has none. */
const OFF = "off:bg-sunken off:border-line-strong off:text-ink-2";

type ButtonLook = keyof typeof LOOKS;
type ButtonSize = keyof typeof SIZES;

interface Face {
  /** `tall` is a plain one that is large. */
  look?: ButtonLook | "tall";
  /** By default a main button is large and any other medium. */
  size?: ButtonSize | undefined;
}

function classOf(look: Face["look"] = "plain", givenSize: Face["size"]): string {
  if (look === "tall") return classOf("plain", "large");
  const size = givenSize ?? (look === "main" ? "large" : "medium");
  const padding = look === "quiet" && size === "medium" ? "px-3" : PADDINGS[size];
  return `${BASE} ${SIZES[size]} ${padding} ${LOOKS[look]}`;
}

/** After a label changed, a press that was meant for the old one is ignored for this long. */
const SETTLE_MILLISECONDS = 400;

export interface ButtonProps extends ComponentProps<"button">, Face {
  /** Off, but still reachable, so that its reason can be read. */
  isOff?: boolean;
  /** What the button does now, where that changes. */
  doing?: string;
}

export function Button(props: ButtonProps) {
  const { look = "plain", size, isOff = false, doing = "", className = "", onClick, ...rest } = props;
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
      className={`${classOf(look, size)} ${look === "quiet" ? "" : OFF} ${className}`}
      onClick={press}
    />
  );
}

/** A link that weighs as much as a button: to a file. */
export function LinkButton({ look, size, className = "", children, ...rest }: ComponentProps<"a"> & Face) {
  return (
    <a {...rest} className={`${classOf(look, size)} ${className}`}>
      {children}
    </a>
  );
}
