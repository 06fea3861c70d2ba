import { lazy } from "react";

import { Boundary } from "../ui/Boundary";
import { NotLoaded } from "./NotLoaded";

const RoomApp = lazy(() => import("../room/RoomApp"));
const DashboardApp = lazy(() => import("../dashboard/DashboardApp"));

/** Which product an address belongs to. Each is loaded only where it is needed. */
export function Pages({ path }: { path: string }) {
  const slug = /^\/i\/([^/]+)/.exec(path)?.[1];
  return (
    <Boundary fallback={<NotLoaded />}>
      {slug === undefined ? <DashboardApp /> : <RoomApp slug={decodeURIComponent(slug)} />}
    </Boundary>
  );
}
