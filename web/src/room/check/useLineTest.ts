import { useCallback, useEffect, useState } from "react";

import { SLOW_MILLISECONDS } from "../voice/frames";

export type LineTest = "measuring" | "good" | "slow" | "lost";

const TIMES_OUT_AFTER = 8_000;
const TRIES = 3;

/** How long our own socket takes to open, including proxies on the way. Nothing is sent on it. */
function openingTime(): Promise<number | null> {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const began = performance.now();
  return new Promise((settle) => {
    const socket = new WebSocket(`${scheme}://${location.host}/room/v1/socket`);
    const end = (milliseconds: number | null) => {
      clearTimeout(timer);
      socket.onopen = socket.onclose = null;
      socket.close();
      settle(milliseconds);
    };
    const timer = setTimeout(end, TIMES_OUT_AFTER, null);
    socket.onopen = () => {
      end(performance.now() - began);
    };
    socket.onclose = () => {
      end(null);
    };
  });
}

/** Tries again if the first attempt was slow, because it may have woken something up. */
async function bestOf(tries: number): Promise<number | null> {
  const first = await openingTime();
  if (first === null || first <= SLOW_MILLISECONDS || tries === 1) return first;
  const next = await bestOf(tries - 1);
  return next === null ? null : Math.min(first, next);
}

export function useLineTest() {
  const [state, setState] = useState<LineTest>("measuring");
  const measure = useCallback(() => {
    void bestOf(TRIES).then((milliseconds) => {
      setState(milliseconds === null ? "lost" : milliseconds > SLOW_MILLISECONDS ? "slow" : "good");
    });
  }, []);
  useEffect(measure, [measure]);
  return {
    state,
    again: () => {
      setState("measuring");
      measure();
    },
  };
}
