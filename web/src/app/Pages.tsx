import type { ReactNode } from "react";

import { DASHBOARD, ENTRY } from "../locales/catalogs";
import { Boundary } from "../ui/Boundary";
import { withTexts } from "../ui/language/locale";
import { NotLoaded } from "./NotLoaded";

/**
 * The product that an address belongs to, once its script and texts are loaded. React's `lazy` would do the same, but
 * it shows nothing for 300 ms: after a fallback, React waits that long before it shows anything else.
 */
export async function openPages(path: string): Promise<ReactNode> {
  const slug = /^\/i\/([^/]+)/.exec(path)?.[1];
  try {
    const product = await (slug === undefined ? openDashboard() : openRoom(decodeURIComponent(slug)));
    return <Boundary fallback={<NotLoaded />}>{product}</Boundary>;
  } catch (error) {
    console.error(error);
    return <NotLoaded />;
  }
}

async function openDashboard() {
  const { default: DashboardApp } = await withTexts(DASHBOARD, import("../dashboard/DashboardApp"));
  return <DashboardApp />;
}

async function openRoom(slug: string) {
  const { default: RoomApp } = await withTexts(ENTRY, import("../room/RoomApp"));
  return <RoomApp slug={slug} />;
}
