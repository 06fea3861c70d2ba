import { type ComponentProps, type MouseEvent, useLayoutEffect, useRef } from "react";

const LOOKS = {
  main: "bg-petrol text-on-petrol border-petrol hover:bg-petrol-hover hover:border-petrol-hover",
  plain: "bg-surface border-line-strong hover:bg-sunken",
  quiet: "border-transparent text-ink-2 not-off:hover:bg-sunken not-off:hover:text-ink off:text-ink-3",
  danger: "bg-danger text-on-danger border-danger hover:bg-danger-hover hover:border-danger-hover",
} as const;

const SIZES = {
  /** The main button of a page of the room. */
  large: "min-h-14 text-read",
  medium: "min-h-11 text-body",
  /** For pages with many controls. On touch screens, it has the medium height. */
  small: "min-h-9 text-body pointer-coarse:min-h-11",
  /** An icon without text. */
  icon: "aspect-square min-h-9 text-body pointer-coarse:min-h-11",
} as const;

const PADDINGS = { large: "px-6", medium: "px-4", small: "px-4", icon: "px-0" } as const;

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] py-1.5 font-[650] leading-tight text-center " +
  "off:cursor-default";

/** The style while a button is off: unlike one under the pointer, in both themes. Quiet buttons have no edge to break. */
const OFF = "off:border-dashed off:border-line-strong off:bg-transparent off:text-ink-3";

type ButtonLook = keyof typeof LOOKS;
type ButtonSize = keyof typeof SIZES;

interface Face {
  /** `tall`: plain, but large. */
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

/** How long after the button's action changes a press is ignored, because it was meant for the old one. */
const SETTLE_MILLISECONDS = 400;

export interface ButtonProps extends ComponentProps<"button">, Face {
  /** Off, but still reachable, so that its reason can be read. */
  isOff?: boolean;
  /** The current action of the button, if that changes. */
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

/** A link to a file that looks like a button. */
export function LinkButton({ look, size, className = "", children, ...rest }: ComponentProps<"a"> & Face) {
  return (
    <a {...rest} className={`${classOf(look, size)} ${className}`}>
      {children}
    </a>
  );
}
