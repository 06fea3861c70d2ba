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
  /** What stands before the heading in the window's title: a state or a count. */
  state?: string;
  /** Which of several pages about the heading this is: in the window's title, and for who only hears the heading. */
  place?: string;
  /** Where the page is found, from the outside in, without the page itself. */
  crumbs?: readonly Crumb[];
  /** Beside the heading: what changes it. */
  beside?: ReactNode;
  /** While `beside` shows the heading in a field, only screen readers find the heading itself. */
  isHeadingHidden?: boolean;
  /** The line below the heading: status word, dates, counts. */
  meta?: ReactNode;
  /** Buttons on the right; at most one of them is primary. */
  actions?: ReactNode;
  /** Below the heading: the way to the other pages about it. */
  nav?: ReactNode;
  children: ReactNode;
}

/** A page inside the frame: title, breadcrumb, heading with its line, actions. Focus goes to the heading on navigation. */
export function Page(props: PageProps) {
  const { heading, state, place, crumbs = [], beside, isHeadingHidden = false, meta, actions, nav, children } = props;
  return (
    <>
      <title>{[state, place, heading, "Aural"].filter(Boolean).join(" · ")}</title>
      <header className="grid gap-2">
        {crumbs.length > 0 && <Breadcrumb crumbs={crumbs} here={heading} />}
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="grid min-w-0 flex-1 gap-1">
            <div className="flex items-start gap-2">
              <Heading isHidden={isHeadingHidden}>
                {heading}
                {place !== undefined && <span className="sr-only">{` – ${place}`}</span>}
              </Heading>
              {beside}
            </div>
            {meta && <div className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-2">{meta}</div>}
          </div>
          {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
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

/** The place that focus was last brought to. The browser itself takes care of the first one. */
let landedOn: string | null = null;
/** Whether the heading that was taken away last had the focus: the one that comes in its place has it then. */
let leftFocus = false;

interface HeadingProps {
  /** Where one address shows one screen after another: which one this is. */
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
  // Not where one is going: the page before would take the focus while the next one is still loaded.
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
