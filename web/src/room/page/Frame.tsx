import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useLayoutEffect, useRef } from "react";

import { SkipLink } from "../../ui/SkipLink";
import { LanguageSwitch } from "../entry/LanguageSwitch";
import { accentLine, Mark } from "./Mark";
import { PreviewMark } from "./PreviewMark";
import type { Interview } from "../link/protocol";

interface FrameProps {
  interview: Interview | null;
  /** The state or step, for the window's title. */
  title: string;
  children: ReactNode;
}

/** The frame of pages before and after the room: the organization, one column, the language. */
export function Frame({ interview, title, children }: FrameProps) {
  const { t } = useLingui();
  const product = interview?.title ?? t`Interview`;
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <title>{title === product ? `${title} · Aural` : `${title} · ${product} · Aural`}</title>
      <SkipLink />
      <header style={accentLine(interview?.brand)} className="border-b border-line bg-surface">
        <PreviewMark interview={interview} />
        <div className="mx-auto flex max-w-[42rem] items-center gap-3 px-4 py-3 wide:px-6">
          <Mark name={interview?.organizationName ?? null} brand={interview?.brand} />
          <p className="min-w-0 flex-1 leading-tight font-[650]">{interview?.organizationName ?? "Aural"}</p>
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[42rem] px-4 pt-6 wide:px-6 wide:pt-12">
        {children}
      </main>
    </div>
  );
}

interface HeadingProps {
  children: ReactNode;
  lang?: string | undefined;
  /** Whether the heading takes the focus, because the person has come from another page. */
  takesFocus: boolean;
}

export function Heading({ children, lang, takesFocus }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the first paint: a later effect could take the focus from a control pressed in the meantime.
  useLayoutEffect(() => {
    if (!takesFocus) return;
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <h1 ref={heading} tabIndex={-1} lang={lang} className="text-question font-[650] tracking-[-0.012em] text-balance">
      {children}
    </h1>
  );
}
