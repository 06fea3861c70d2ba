import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";

import { announce } from "../../ui/Announcer";
import { markPassed, secondsLeft } from "./clock";
import type { RoomModel } from "../link/reducer";
import type { ShownState } from "./useStateText";

const STABLE_MILLISECONDS = 600;

/** Announces to screen readers: the state once it is stable, "Saved", and the time at 10, 5 and 1 minutes. */
export function useAnnouncements(model: RoomModel, text: ShownState): void {
  const { label, line } = text;
  const isLost = model.line === "lost";
  useEffect(() => {
    const timer = setTimeout(() => {
      announce([/[?？]$/.test(label) ? label : `${label}.`, line].join(" "), isLost);
    }, STABLE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [label, line, isLost]);
  useSaved(model);
  useTimeMarks(model);
}

function useSaved(model: RoomModel): void {
  const { t } = useLingui();
  const waiting = model.pending.length;
  const before = useRef(waiting);
  useEffect(() => {
    if (waiting < before.current && model.line === "open") announce(t`Saved`);
    before.current = waiting;
  }, [waiting, model.line, t]);
  const spoken = model.messages.findLast((message) => message.data?.speech !== undefined)?.seq ?? 0;
  const told = useRef(spoken);
  useEffect(() => {
    // Messages from before this page come with the first welcome, and aren't announced.
    if (spoken > told.current && model.voice.phase === "on") announce(t`Saved`);
    told.current = spoken;
  }, [spoken, model.voice.phase, t]);
}

function useTimeMarks(model: RoomModel): void {
  const clock = model.room?.clock ?? null;
  const { t } = useLingui();
  useEffect(() => {
    if (clock === null) return;
    const since = Date.now();
    let before = secondsLeft(clock, 0);
    const timer = setInterval(() => {
      const after = secondsLeft(clock, Date.now() - since);
      const minutes = markPassed(before, after);
      before = after;
      if (minutes !== null) {
        announce(t`${plural(minutes, { one: "About # minute left", other: "About # minutes left" })}`, minutes === 1);
      }
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [clock, t]);
}
