import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { SkipLink } from "../../ui/SkipLink";
import { UndoBar } from "../parts/UndoBar";
import { ForPurpose } from "./ForPurpose";
import { Logo } from "./Logo";
import { OfflineBar } from "./OfflineBar";
import { SideNav } from "./SideNav";
import { Switcher } from "./Switcher";
import { TopBar } from "./TopBar";
import { usePreferences } from "../access/usePreferences";

/** The dashboard around a page. */
export function Frame() {
  usePreferences();
  return (
    <Shell
      top={
        <>
          <OfflineBar />
          <TopBar />
        </>
      }
      side={
        <>
          <SideNav />
          <div className="mt-auto">
            <Switcher />
          </div>
        </>
      }
    >
      <ForPurpose>
        <Outlet />
      </ForPurpose>
      <UndoBar />
    </Shell>
  );
}

interface ShellProps {
  top: ReactNode;
  side: ReactNode;
  children: ReactNode;
}

/** The places of the frame, whatever stands in them: navigation at the side, above it all what is wrong with the line. */
export function Shell({ top, side, children }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {top}
      <div className="flex flex-1">
        <header className="sticky top-0 hidden h-dvh w-[13.25rem] flex-none flex-col gap-8 overflow-y-auto border-e border-line px-3 py-4 broad:flex">
          <div className="px-2 pt-1">
            <Logo />
          </div>
          {side}
        </header>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 pt-5 pb-16 wide:px-8">
          <div className="mx-auto grid max-w-[75rem] gap-6">{children}</div>
        </main>
      </div>
    </div>
  );
}
