import { lazy } from "react";

import { DASHBOARD, ENTRY } from "../locales/catalogs";
import { Boundary } from "../ui/Boundary";
import { withTexts } from "../ui/language/locale";
import { NotLoaded } from "./NotLoaded";

const RoomApp = lazy(() => withTexts(ENTRY, import("../room/RoomApp")));
const DashboardApp = lazy(() => withTexts(DASHBOARD, import("../dashboard/DashboardApp")));

/** Which product an address belongs to. Each is loaded only where it is needed. */
export function Pages({ path }: { path: string }) {
  const slug = /^\/i\/([^/]+)/.exec(path)?.[1];
  return (
    <Boundary fallback={<NotLoaded />}>
      {slug === undefined ? <DashboardApp /> : <RoomApp slug={decodeURIComponent(slug)} />}
    </Boundary>
  );
}
