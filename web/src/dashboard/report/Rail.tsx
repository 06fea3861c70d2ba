import { useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect, useState } from "react";

/** A section whose top is above this height counts as the one that is being read. */
const READ_PIXELS = 160;

/** Links to the sections of a report that are on the page, with the one that is being read marked. */
export function Rail({ page }: { page: RefObject<HTMLElement | null> }) {
  const { t } = useLingui();
  const { here, current } = useSectionsHere(page);
  const names: Record<string, string> = {
    criteria: t`Criteria`,
    coverage: t`Coverage`,
    insights: t`Findings`,
    themes: t`Themes`,
    work: t`Code and drawings`,
    candidate: t`Candidate`,
    suggestions: t`Next conversation`,
    decision: t`Decision`,
    comments: t`Comments`,
    problems: t`Problems`,
    integrity: t`Integrity`,
    details: t`Details`,
    hold: t`Legal hold`,
  };
  const links = here.filter((id) => id in names);
  if (links.length < 2) return null;
  return (
    <nav
      aria-label={t`Sections of the report`}
      className="top-0 z-2 -mx-1.5 border-b border-line bg-bg py-1 tall:sticky print:hidden"
    >
      <ul className="flex flex-wrap">
        {links.map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              aria-current={id === current ? "location" : undefined}
              className="dense inline-flex items-center rounded-control px-1.5 text-label text-ink-2 underline-offset-4 hover:bg-sunken hover:text-ink aria-[current]:font-[650] aria-[current]:text-petrol-ink aria-[current]:underline aria-[current]:decoration-2"
            >
              {names[id]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Sections appear as their parts are loaded, so they are looked up in the page. */
function useSectionsHere(page: RefObject<HTMLElement | null>) {
  const [here, setHere] = useState<readonly string[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const element = page.current;
    if (element === null) return;
    const look = () => {
      const sections = [...element.querySelectorAll<HTMLElement>("section[id]")];
      const ids = sections.map(({ id }) => id);
      setHere((before) => (before.join() === ids.join() ? before : ids));
      setCurrent(sections.findLast((section) => section.getBoundingClientRect().top < READ_PIXELS)?.id ?? null);
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", look);
    };
  }, [page]);
  return { here, current };
}
