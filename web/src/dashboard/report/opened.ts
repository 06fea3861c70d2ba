import { createContext, useContext, useMemo, useState } from "react";

interface Opened {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
}

/** The parts of a report that someone opened. They stay open when another layout mounts the parts again. */
export const OpenedContext = createContext<Opened>({ ids: new Set(), toggle: () => undefined });

export function useOpenedParts(): Opened {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return useMemo(
    () => ({
      ids,
      toggle: (id) => {
        setIds(ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id]));
      },
    }),
    [ids],
  );
}

export function useOpened(id: string): [isOpen: boolean, toggle: () => void] {
  const { ids, toggle } = useContext(OpenedContext);
  return [
    ids.has(id),
    () => {
      toggle(id);
    },
  ];
}
