import "./dashboard.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";

import { queryClient } from "./data/queryClient";
import { router } from "./router";

/** The control library looks for its style by this id, and finds that dashboard.css has it. */
function reserveStyle(): void {
  const mark = document.createElement("meta");
  mark.id = "react-aria-pressable-style";
  document.head.append(mark);
}

reserveStyle();

/** The creator's product: every page behind sign-in, and the sign-in pages. */
export default function DashboardApp() {
  useEffect(() => {
    void import("../ui/theme/voice.css");
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
