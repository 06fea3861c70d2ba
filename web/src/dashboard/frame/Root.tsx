import { Outlet } from "@tanstack/react-router";

import { Announcer } from "../../ui/Announcer";

/** The root around every page, inside the frame or not. */
export function Root() {
  return (
    <>
      <Outlet />
      <Announcer />
    </>
  );
}
