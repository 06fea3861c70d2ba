import "./dashboard.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";

import { queryClient } from "./data/queryClient";
import { router } from "./router";

/** The control library adds its style unless an element has this id. The style is in dashboard.css. */
function reserveStyle(): void {
  const mark = document.createElement("meta");
  mark.id = "react-aria-pressable-style";
  document.head.append(mark);
}

reserveStyle();

/** The creators' product: the sign-in pages and every page behind them. */
export default function DashboardApp() {
  useEffect(() => {
    import("../ui/theme/voice.css").catch(() => undefined); // a font: without it, the page has another
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
