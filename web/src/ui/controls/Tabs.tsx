import { type KeyboardEvent, type ReactNode, useId } from "react";

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly { id: Id; title: ReactNode; content: ReactNode }[];
  chosen: Id;
  /** Called when a tab is opened. The open tab belongs in the address. */
  onChoose: (id: Id) => void;
}

/**
 * Parts of a page of which one is shown, by the pattern of the ARIA Authoring Practices. Not from react-aria: a phone
 * would load and run 33 kB before it shows a report.
 */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const page = useId();
  const tabOf = (id: Id) => `${page}-tab-${id}`;
  const move = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = tabs.findIndex(({ id }) => id === chosen);
    const next = tabs.at(placeAfter(event, from, tabs.length) ?? from);
    if (next === undefined || next.id === chosen) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(tabOf(next.id))?.focus();
  };
  return (
    <div className="grid gap-5">
      <div role="tablist" aria-label={label} className="flex flex-wrap gap-x-6 border-b border-line">
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={tabOf(id)}
            tabIndex={id === chosen ? 0 : -1}
            aria-selected={id === chosen}
            aria-controls={id === chosen ? `${page}-panel` : undefined}
            onClick={() => {
              onChoose(id);
            }}
            onKeyDown={move}
            className="dense -mb-px flex items-center border-b-[3px] border-transparent text-ink-2 hover:text-ink aria-selected:border-petrol aria-selected:font-[650] aria-selected:text-ink"
          >
            {title}
          </button>
        ))}
      </div>
      {tabs
        .filter(({ id }) => id === chosen)
        .map(({ id, content }) => (
          <div
            key={id}
            role="tabpanel"
            id={`${page}-panel`}
            aria-labelledby={tabOf(id)}
            tabIndex={0}
            className="grid gap-5"
          >
            {content}
          </div>
        ))}
    </div>
  );
}

/** The place of the tab that a key leads to, or null if it leads to none. */
function placeAfter({ key, currentTarget }: KeyboardEvent<HTMLElement>, from: number, count: number): number | null {
  const isMirrored = getComputedStyle(currentTarget).direction === "rtl";
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === (isMirrored ? "ArrowLeft" : "ArrowRight")) return (from + 1) % count;
  if (key === (isMirrored ? "ArrowRight" : "ArrowLeft")) return (from - 1 + count) % count;
  return null;
}
