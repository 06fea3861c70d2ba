import "./dashboard.css";

import { i18n } from "@lingui/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { use, useEffect } from "react";

import { type Locale } from "../ui/locale";
import { activateDashboardLocale } from "./language";
import { queryClient } from "./queries";
import { router } from "./router";

/** The control library looks for its style by this id, and finds that dashboard.css has it. */
function reserveStyle(): void {
  const mark = document.createElement("meta");
  mark.id = "react-aria-pressable-style";
  document.head.append(mark);
}

reserveStyle();
const texts = activateDashboardLocale(i18n.locale as Locale);

/** The creator's product: everything behind sign-in, and the door itself. */
export default function DashboardApp() {
  use(texts);
  useEffect(() => {
    void import("../ui/voice.css");
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
