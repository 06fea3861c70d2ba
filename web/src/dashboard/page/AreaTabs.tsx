import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useLayoutEffect, useRef } from "react";

import type { Role } from "../../api/account";
import { isAtLeast, useMe } from "../me";

export interface AreaTab {
  to: NonNullable<LinkProps["to"]>;
  label: MessageDescriptor;
  /** The lowest role that sees it. Without it, everyone does. */
  least?: Role;
}

/** Scrolls the list alone: the page itself stays at its top. */
function centerCurrent(list: HTMLElement): void {
  const link = list.querySelector("[aria-current=page]");
  if (link === null) return;
  const [outer, inner] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
  list.scrollLeft += inner.x + inner.width / 2 - (outer.x + outer.width / 2);
}

/** Links to the pages of an area, above each of them. In a narrow window, they are one line that scrolls sideways. */
export function AreaTabs({ label, tabs }: { label: string; tabs: readonly AreaTab[] }) {
  const { i18n } = useLingui();
  const { role } = useMe();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const center = () => {
      if (list.current) centerCurrent(list.current);
    };
    center();
    window.addEventListener("resize", center);
    return () => {
      window.removeEventListener("resize", center);
    };
  }, []);
  return (
    <nav aria-label={label} className="min-w-0 border-b border-line">
      <ul ref={list} className="-mb-px flex gap-x-1 overflow-x-auto [scrollbar-width:none] wide:flex-wrap">
        {tabs
          .filter(({ least }) => least === undefined || isAtLeast(role, least))
          .map(({ to, label: words }) => (
            <li key={to}>
              <Link
                to={to}
                className="dense flex items-center border-b-[3px] px-3 whitespace-nowrap focus-visible:-outline-offset-3"
                activeProps={{ className: "border-petrol font-[650] text-ink" }}
                inactiveProps={{ className: "border-transparent text-ink-2 hover:text-ink" }}
              >
                {i18n._(words)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
