import { useLingui } from "@lingui/react/macro";
import { Check, CircleAlert, CircleDashed, Hourglass, type LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

import { announce } from "../../ui/Announcer";

export type Standing = "open" | "waiting" | "good" | "bad";

const STANDINGS: Record<Standing, [LucideIcon, string]> = {
  open: [CircleDashed, "text-ink-2"],
  waiting: [Hourglass, "text-ink-2"],
  good: [Check, "text-good-ink"],
  bad: [CircleAlert, "text-danger-ink"],
};

interface DeviceRowProps {
  icon: LucideIcon;
  name: string;
  standing: Standing;
  /** The state, in a word or two. */
  word: string;
  /** The meaning of the state, and a way to fix a problem. */
  hint?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One thing to check: its name, its state and an action. The state is announced once when it changes. */
export function DeviceRow({ icon: Icon, name, standing, word, hint, action, children }: DeviceRowProps) {
  const { t } = useLingui();
  const [Mark, colour] = STANDINGS[standing];
  const first = useRef(word);
  useEffect(() => {
    if (first.current !== word) announce(t`${name}: ${word}`);
    first.current = word;
  }, [name, word, t]);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-3 border-b border-line py-5 first:pt-0 last:border-0 last:pb-0 wide:grid-cols-[auto_minmax(0,1fr)_auto]">
      <span aria-hidden="true" className="grid size-11 flex-none place-items-center rounded-full bg-sunken text-ink-2">
        <Icon />
      </span>
      <div className="min-w-0">
        <h2 className="leading-tight font-[650]">{name}</h2>
        <p className={`mt-0.5 flex items-center gap-1.5 text-body font-[650] ${colour}`}>
          <Mark aria-hidden="true" />
          {word}
        </p>
      </div>
      {hint && (
        <div className="col-span-full text-body leading-normal text-ink-2 empty:hidden wide:col-start-2 wide:row-start-2">
          {hint}
        </div>
      )}
      {action && (
        <div className="col-span-full flex flex-wrap gap-2 wide:col-span-1 wide:col-start-3 wide:row-start-1">
          {action}
        </div>
      )}
      {children && <div className="col-span-full grid gap-3 wide:col-start-2">{children}</div>}
    </li>
  );
}
