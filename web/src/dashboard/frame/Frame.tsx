import { Outlet } from "@tanstack/react-router";

import { UndoBar } from "../../ui/overlay/UndoBar";
import { LeftChanges } from "../autosave/LeftChanges";
import { useOwner } from "../me";
import { usePreferences } from "../profile/usePreferences";
import { DraftsGuard } from "../report/rating/DraftsGuard";
import { SearchButton } from "../shortcuts/SearchButton";
import { Shortcuts } from "../shortcuts/Shortcuts";
import { ForPurpose } from "./ForPurpose";
import { OfflineBar } from "./OfflineBar";
import { Shell } from "./Shell";
import { SideNav } from "./SideNav";
import { Switcher } from "./Switcher";
import { TopBar } from "./TopBar";

/** The dashboard around a page. */
export function Frame() {
  usePreferences();
  const owner = useOwner();
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
          <SearchButton />
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
      <UndoBar owner={owner}>
        <LeftChanges owner={owner} />
      </UndoBar>
      <Shortcuts />
      <DraftsGuard />
    </Shell>
  );
}
