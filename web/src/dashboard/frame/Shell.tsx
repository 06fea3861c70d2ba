import { createContext, type ReactNode } from "react";

import { SkipLink } from "../../ui/SkipLink";
import { Logo } from "./Logo";

/** Whether a shell is already around this part of the page. */
export const InsideShell = createContext(false);

interface ShellProps {
  top: ReactNode;
  side: ReactNode;
  children: ReactNode;
}

/** The regions of every framed page: problems with the connection on top, the navigation, and the main part. */
export function Shell({ top, side, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {top}
      <div className="flex flex-1">
        <header className="sticky top-0 hidden h-dvh w-[13.25rem] flex-none flex-col gap-8 overflow-y-auto border-e border-line px-3 py-4 broad:flex print:hidden!">
          <div className="px-2 pt-1">
            <Logo />
          </div>
          {side}
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 pt-5 pb-16 wide:px-8">
          <div className="mx-auto grid max-w-[75rem] gap-6">
            <InsideShell value>{children}</InsideShell>
          </div>
        </main>
      </div>
    </div>
  );
}
