import { useLingui } from "@lingui/react/macro";
import { Link, type LinkProps, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";

export interface Crumb {
  label: string;
  to: NonNullable<LinkProps["to"]>;
  params?: Record<string, string>;
}

interface PageProps {
  heading: string;
  /** Comes before the heading in the window's title: a state or a count. */
  state?: string;
  /** Which of several pages with this heading it is: for the window's title and for screen readers. */
  place?: string;
  /** The path to the page, from the outermost level, without the page itself. */
  crumbs?: readonly Crumb[];
  /** The control next to the heading that changes it. */
  beside?: ReactNode;
  /** While `beside` shows the heading in a field, the heading itself is only for screen readers. */
  isHeadingHidden?: boolean;
  /** The line below the heading: status word, dates, counts. */
  meta?: ReactNode;
  /** Buttons on the right; at most one of them is primary. */
  actions?: ReactNode;
  /** Below the heading: links to the other pages about it. */
  nav?: ReactNode;
  children: ReactNode;
}

/** In a narrow window, they fill their lines. */
const ACTIONS =
  "flex w-full flex-wrap gap-2 [&>:is(a,button)]:grow wide:w-auto wide:[&>:is(a,button)]:grow-0 print:hidden";

/**
 * A page inside the frame: title, breadcrumb, heading with its line, actions. On navigation, the heading gets the
 * focus.
 */
export function Page(props: PageProps) {
  const { heading, state, place, crumbs = [], beside, isHeadingHidden = false, meta, actions, nav, children } = props;
  return (
    <>
      <title>{[state, place, heading, "Aural"].filter(Boolean).join(" · ")}</title>
      <header className="grid gap-2">
        {crumbs.length > 0 && <Breadcrumb crumbs={crumbs} here={heading} />}
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid min-w-0 grow basis-64 gap-1">
            <div className="flex items-start gap-2">
              <Heading isHidden={isHeadingHidden}>
                {heading}
                {place !== undefined && <span className="sr-only">{` – ${place}`}</span>}
              </Heading>
              {beside}
            </div>
            {meta && <div className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-2">{meta}</div>}
          </div>
          {actions && <div className={ACTIONS}>{actions}</div>}
        </div>
        {nav}
      </header>
      {children}
    </>
  );
}

function Breadcrumb({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Breadcrumb`} className="print:hidden">
      <ol className="flex flex-wrap gap-x-2 text-label text-ink-2">
        {crumbs.map(({ label, to, params = {} }) => (
          <li key={label} className="flex items-baseline gap-2">
            <Link
              to={to}
              params={params}
              className="inline-block min-h-6 py-0.5 underline underline-offset-3 hover:text-ink"
            >
              {label}
            </Link>
            <span aria-hidden="true">/</span>
          </li>
        ))}
        <li aria-current="page" className="py-0.5">
          {here}
        </li>
      </ol>
    </nav>
  );
}

/** The place whose heading last got the focus. For the first place, the browser sets the focus. */
let landedOn: string | null = null;
/** Lets the next heading take the focus also if the address stays, as after switching to another organization. */
export function landAgain(): void {
  landedOn = "";
}

/** Whether the heading that was last removed had the focus. Then its replacement gets it. */
let leftFocus = false;

interface HeadingProps {
  /** If one address shows several screens in turn, which of them this is. */
  step?: string;
  isHidden?: boolean;
  children: ReactNode;
}

/** The one h1 of a page. */
export function Heading({ step = "", isHidden = false, children }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const element = heading.current;
    if (leftFocus && document.activeElement === document.body) element?.focus({ preventScroll: true });
    leftFocus = false;
    return () => {
      leftFocus = document.activeElement === element;
    };
  }, []);
  // Not the path of the next page: the current page would take the focus while the next one is still loading.
  const path = useRouterState({ select: ({ resolvedLocation, location }) => (resolvedLocation ?? location).pathname });
  useEffect(() => {
    const place = `${path}#${step}`;
    const isFirst = landedOn === null;
    const isSame = landedOn === place;
    landedOn = place;
    if (isFirst || isSame) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [path, step]);
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className={isHidden ? "sr-only" : "min-w-0 text-title font-[650] tracking-[-0.012em] text-balance wrap-anywhere"}
    >
      {children}
    </h1>
  );
}
