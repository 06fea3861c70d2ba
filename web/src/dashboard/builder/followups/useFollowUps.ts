import { useLingui } from "@lingui/react/macro";
import { useId, useLayoutEffect, useRef, useState } from "react";

import { announce } from "../../../ui/Announcer";
import type { Probe } from "../draft";
import { blankProbe, isWhole, lackingIn, MOST_PROBES } from "./followUpRules";

/** The follow-up that is being edited. It counts as a change once it is complete. */
interface Editing {
  place: number;
  probe: Probe;
  /** Whether what is missing is shown. */
  isTold: boolean;
}

export type Rows = ReturnType<typeof useFollowUps>;

/** The rows of prepared follow-ups. One at a time is edited, and the focus follows what was done. */
export function useFollowUps(probes: readonly Probe[], onChange: (own: Probe[] | null) => void) {
  const { t } = useLingui();
  const id = useId();
  const idOf = (part: "up" | "down" | "edit" | "form", place: number) => `${id}-${part}-${String(place)}`;
  const addId = `${id}-add`;
  const focus = useNextFocus();
  const [held, setEditing] = useState<Editing | null>(null);
  const editing = held && { ...held, place: Math.min(held.place, probes.length) };
  const isNew = editing?.place === probes.length;
  const others = probes.filter((_, place) => place !== editing?.place);
  const lacking = editing && lackingIn(editing.probe, others);

  /** Reorders or removes rows. The one that is being edited stays open. */
  const arrange = (order: readonly number[]) => {
    const place = editing === null ? -1 : isNew ? order.length : order.indexOf(editing.place);
    setEditing(editing === null || place < 0 ? null : { ...editing, place });
    onChange(order.flatMap((from) => probes[from] ?? []));
  };
  const close = (next: string) => {
    setEditing(null);
    focus(next);
  };

  return {
    shown: isNew ? [...probes, editing.probe] : probes,
    count: probes.length,
    editing,
    lacking,
    idOf,
    addId,
    canAdd: probes.length < MOST_PROBES && !isNew,
    add: () => {
      setEditing({ place: probes.length, probe: blankProbe(probes), isTold: false });
      focus(idOf("form", probes.length));
    },
    edit: (place: number) => {
      const probe = probes[place];
      if (probe === undefined) return;
      setEditing({ place, probe, isTold: true });
      focus(idOf("form", place));
    },
    write: (probe: Probe) => {
      if (editing === null) return;
      setEditing({ ...editing, probe });
      if (isWhole(lackingIn(probe, others))) onChange(probes.toSpliced(editing.place, 1, probe));
    },
    done: () => {
      if (editing === null || lacking === null) return;
      if (isWhole(lacking)) close(idOf("edit", editing.place));
      else {
        setEditing({ ...editing, isTold: true });
        focus(idOf("form", editing.place));
      }
    },
    leave: () => {
      if (editing !== null) close(isNew ? addId : idOf("edit", editing.place));
    },
    remove: (place: number) => {
      if (place === probes.length) {
        close(addId);
        return;
      }
      arrange(probes.map((_, index) => index).filter((index) => index !== place));
      announce(t`Follow-up removed`);
      const next = Math.min(place, probes.length - 2);
      focus(next < 0 ? addId : idOf("edit", next));
    },
    move: (place: number, by: -1 | 1) => {
      const to = place + by;
      if (to < 0 || to >= probes.length) return;
      const order = probes.map((_, index) => (index === place ? to : index === to ? place : index));
      arrange(order);
      const [number, count] = [to + 1, probes.length];
      announce(t`Follow-up ${number} of ${count}`);
      focus(idOf(by < 0 ? "up" : "down", to));
    },
    reset: () => {
      onChange(null);
      close(addId);
    },
  };
}

/** Focuses the element with an id once it exists: its first invalid field or, failing that, its first control. */
function useNextFocus(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const found = document.getElementById(wanted.current);
    wanted.current = null;
    const target =
      found?.querySelector<HTMLElement>("[aria-invalid=true]") ??
      found?.querySelector<HTMLElement>("select, button") ??
      found;
    target?.focus();
  });
  return (id) => {
    wanted.current = id;
  };
}
