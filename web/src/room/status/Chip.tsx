import { useLingui } from "@lingui/react/macro";
import { ChevronDown, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

import { Button } from "../../ui/Button";

interface ChipProps {
  icon: ReactNode;
  /** Cut off if there is no room. The details contain all of it. */
  label: string;
  /** Replaces the label in a narrow line. */
  short?: string;
  isUrgent?: boolean;
  testId?: string;
  /** The details. `close` puts focus back on the chip. */
  children: (close: () => void) => ReactNode;
}

/** A short fact in the line below the top bar. A press shows its details. */
export function Chip({ icon, label, short, isUrgent = false, testId, children }: ChipProps) {
  const { t } = useLingui();
  const id = useId();
  const chip = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    document.getElementById(`${id}-chip`)?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && chip.current?.contains(event.target) !== true) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      document.getElementById(`${id}-chip`)?.focus();
    };
    const element = chip.current;
    document.addEventListener("pointerdown", press);
    element?.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", press);
      element?.removeEventListener("keydown", escape);
    };
  }, [isOpen, id]);
  return (
    <div ref={chip} className={`flex min-w-14 ${short === undefined ? "shrink" : "flex-none"}`}>
      <button
        id={`${id}-chip`}
        type="button"
        title={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className={`inline-flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-meta leading-none font-[650] hover:bg-sunken ${isUrgent ? "text-danger-ink" : "text-ink-2"}`}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {icon}
        <span
          data-testid={testId}
          className={`min-w-0 truncate leading-normal ${short === undefined ? "" : "sr-only wide:not-sr-only"}`}
        >
          {label}
        </span>
        {short !== undefined && (
          <span aria-hidden="true" className="wide:hidden">
            {short}
          </span>
        )}
        <ChevronDown aria-hidden="true" className={isOpen ? "rotate-180" : ""} />
      </button>
      {isOpen && (
        <div
          id={id}
          className="enter absolute inset-x-2 top-full z-20 mt-1 grid max-w-[28rem] gap-3 rounded-panel border border-line bg-surface p-4 text-body shadow-(--shadow-overlay) wide:inset-x-auto"
        >
          <div className="flex items-start justify-between gap-2">
            <p className="font-[650]">{label}</p>
            <Button
              look="quiet"
              aria-label={t`Close this note`}
              className="-me-2 -mt-2 size-11 flex-none"
              onClick={close}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
          {children(close)}
        </div>
      )}
    </div>
  );
}
