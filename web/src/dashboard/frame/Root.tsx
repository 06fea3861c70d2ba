import { Outlet } from "@tanstack/react-router";

import { Announcer } from "../../ui/Announcer";

/** What every page stands in, inside the frame or not. */
export function Root() {
  return (
    <>
      <Outlet />
      <Announcer />
    </>
  );
}
