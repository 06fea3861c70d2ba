import { Plural, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { ReactNode } from "react";

import { IconButton } from "../../ui/controls/IconButton";
import { useAnnounce } from "../../ui/hooks/useAnnounce";
import type { Selected } from "./useSelection";

interface BulkBarProps {
  selected: Pick<Selected<unknown>, "rows" | "hidden" | "clear" | "bar" | "goBack">;
  /** The bar's purpose: "Actions for the selected candidates". */
  label: string;
  /** The buttons. */
  children: ReactNode;
}

/**
 * The actions for the selected rows, at the bottom of the window. It comes after the table, so that nothing moves when
 * it appears. Put it at the end of a block that also contains the table.
 */
export function BulkBar({ selected, label, children }: BulkBarProps) {
  const { t } = useLingui();
  const { rows, hidden, clear, bar, goBack } = selected;
  const count = rows.length;
  const words = t`${count} selected`;
  useAnnounce(count === 0 ? null : count === 1 ? t`${words}. Press Enter to go to the actions.` : words);
  if (count === 0) return null;
  return (
    <div
      ref={bar}
      role="group"
      aria-label={label}
      className="sticky bottom-2 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border-[1.5px] border-line-strong bg-surface px-3 py-2 shadow-(--shadow-overlay) wide:bottom-4 wide:px-4 print:hidden"
      onKeyDown={({ key }) => {
        if (key === "Escape") goBack();
      }}
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className="font-[650] tabular-nums">{words}</strong>
        {hidden > 0 && (
          <span className="text-label text-ink-2">
            <Plural value={hidden} one="# isn’t shown in the list" other="# aren’t shown in the list" />
          </span>
        )}
      </p>
      <div className="order-last flex w-full flex-wrap gap-2 wide:order-none wide:w-auto">{children}</div>
      <IconButton icon={X} label={t`Clear the selection`} className="ms-auto" onClick={clear} />
    </div>
  );
}
