import { lazy, Suspense } from "react";

import { useStore } from "../../ui/hooks/store";
import { openedLayer, useShortcuts } from "./useShortcuts";

const loadSearch = () => import("./SearchDialog");
const SearchDialog = lazy(loadSearch);
const KeysDialog = lazy(() => import("./KeysDialog"));

/** The dialogs that Ctrl+K and the question mark open on every page. The frame contains this component once. */
export function Shortcuts() {
  useShortcuts(loadSearch);
  const opened = useStore(openedLayer);
  const close = () => {
    openedLayer.set(null);
  };
  return (
    <Suspense>
      {opened === "search" && <SearchDialog onClose={close} />}
      {opened === "keys" && <KeysDialog onClose={close} />}
    </Suspense>
  );
}
