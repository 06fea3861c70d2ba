import { Trans } from "@lingui/react/macro";
import { Search } from "lucide-react";

import { isApple } from "./platform";
import { openedLayer } from "./useShortcuts";

/** Opens the search, as Ctrl+K does. */
export function SearchButton({ onOpen }: { onOpen?: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      className="dense flex w-full cursor-pointer items-center gap-3 rounded-control border-[1.5px] border-line-strong bg-surface px-3 text-start text-ink-2 hover:bg-sunken hover:text-ink"
      onClick={() => {
        onOpen?.();
        openedLayer.set("search");
      }}
    >
      <Search aria-hidden="true" />
      <Trans>Search</Trans>
      <kbd aria-hidden="true" className="ms-auto text-label text-ink-3 pointer-coarse:hidden">
        {isApple() ? "⌘K" : "Ctrl K"}
      </kbd>
    </button>
  );
}
