import { Plural, useLingui } from "@lingui/react/macro";

import { useMay } from "../me";
import { useOpenCount } from "../requests/useOpenCount";

/** How many requests are waiting for a decision. Shows nothing if none are, or to people who can't decide. */
export function OpenCount({ className = "" }: { className?: string }) {
  const { i18n } = useLingui();
  const count = useOpenCount(useMay("MEMBER"));
  if (count === 0) return null;
  return (
    <span
      className={`min-w-6 rounded-(--radius-full) bg-marigold px-1.5 text-center text-label font-[650] text-on-marigold tabular-nums ${className}`}
    >
      <span aria-hidden="true">{new Intl.NumberFormat(i18n.locale).format(count)}</span>
      <span className="sr-only">
        {" "}
        <Plural value={count} one="# request is waiting for a decision" other="# requests are waiting for a decision" />
      </span>
    </span>
  );
}
