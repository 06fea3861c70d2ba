import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { activateLocale, LANGUAGES } from "../../ui/language/locale";
import { SkipLink } from "../../ui/SkipLink";
import { Logo } from "../frame/Logo";
import { Heading } from "../page/Page";

interface SignInLayoutProps {
  heading: string;
  /** If one address shows several screens in turn, which of them this is. */
  step?: string;
  children: ReactNode;
}

/** The layout of pages outside the frame: one column with one form. */
export function SignInLayout({ heading, step = "", children }: SignInLayoutProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr]">
      <title>{`${heading} · Aural`}</title>
      <SkipLink />
      <header className="mx-auto flex w-full max-w-[30rem] items-center justify-between gap-3 px-4 pt-6 wide:pt-12">
        <Logo />
        <Languages />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[30rem] content-start gap-6 px-4 pt-8 pb-16">
        <Heading step={step}>{heading}</Heading>
        {children}
      </main>
    </div>
  );
}

function Languages() {
  const { t, i18n } = useLingui();
  return (
    <div role="group" aria-label={t`Language`} className="flex">
      {LANGUAGES.map(({ locale, tag, name }) => (
        <button
          key={locale}
          type="button"
          lang={tag}
          aria-pressed={locale === i18n.locale}
          onClick={() => void activateLocale(locale)}
          className="dense rounded-control px-3 text-label text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:font-bold aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-2 aria-pressed:underline-offset-6"
        >
          {name}
        </button>
      ))}
    </div>
  );
}
