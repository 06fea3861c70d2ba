import { type KeyboardEvent, type MouseEvent, useState, useSyncExternalStore } from "react";

import { usePlaybackHere } from "../../playback/playback";
import { keyOf, useChosen } from "../transcript/chosen";
import type { TimelineOf } from "./marks";
import { secondAt, spanAt } from "./spans";

const STEP_SECONDS = 5;
const NEAR_PIXELS = 10;

const nothing = () => () => undefined;

/** The reader's position on the timeline, and its handlers for keys and the pointer. */
export function useScrub(timeline: TimelineOf, startedAt: string) {
  const playback = usePlaybackHere();
  const { choose, show } = useChosen();
  const [scrubbed, setScrubbed] = useState<number | null>(null);
  const clock = playback?.clock;
  const moment = useSyncExternalStore(clock?.subscribe ?? nothing, () => clock?.now() ?? null);
  const began = Date.parse(startedAt);
  const isOpen = playback !== null && playback.wanted !== null;
  const played = isOpen && moment !== null ? Math.max(0, (moment - began) / 1_000) : null;
  const at = played ?? scrubbed;

  const showAt = (seconds: number) => {
    const span = spanAt(timeline.spans, seconds);
    if (span !== undefined) show(keyOf(span.messageId));
  };
  /** Plays from there. If nothing was recorded, goes to the words in the transcript. */
  const play = (seconds: number) => {
    setScrubbed(seconds);
    const place = playback?.findMoment(began + seconds * 1_000) ?? null;
    if (place !== null) playback?.play(place);
    const span = spanAt(timeline.spans, seconds);
    if (place === null && span !== undefined) choose(keyOf(span.messageId));
    else showAt(seconds);
  };
  /** Moving along the line doesn't open a recording that hasn't been requested. */
  const move = (seconds: number) => {
    const next = Math.min(timeline.length, Math.max(0, seconds));
    if (isOpen) play(next);
    else {
      setScrubbed(next);
      showAt(next);
    }
  };
  return {
    at,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (playback?.isPlaying === true) playback.pause();
        else if (isOpen) playback.resume();
        else play(at ?? 0);
        return;
      }
      const next = placeOfKey(event.key, at ?? 0, timeline);
      if (next === null) return;
      event.preventDefault();
      move(next);
    },
    // Not on pointerdown, which also begins scrolling by touch and the context menu.
    onClick: (event: MouseEvent) => {
      const { left, width } = event.currentTarget.getBoundingClientRect();
      const x = event.clientX - left;
      const [quote] = timeline.quotes
        .map(({ id, at: said }) => ({ id, far: Math.abs(timeline.scale(said) * width - x) }))
        .filter(({ far }) => far <= NEAR_PIXELS)
        .sort((one, other) => one.far - other.far);
      const isBelow = event.clientY - event.currentTarget.getBoundingClientRect().top > 72;
      if (quote !== undefined && isBelow) choose(quote.id);
      else play(secondAt(Math.min(1, Math.max(0, x / width)), timeline.length, timeline.scale));
    },
  };
}

/**
 * The position after a key: arrows move by five seconds, Page Up and Page Down to another message. Returns null for
 * other keys.
 */
export function placeOfKey(key: string, at: number, { spans, length }: Pick<TimelineOf, "spans" | "length">) {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return Math.min(length, at + STEP_SECONDS);
    case "ArrowLeft":
    case "ArrowDown":
      return Math.max(0, at - STEP_SECONDS);
    case "PageDown":
      return spans.find(({ from }) => from > at + 0.01)?.from ?? length;
    case "PageUp":
      return spans.findLast(({ from }) => from < at - 0.01)?.from ?? 0;
    case "Home":
      return 0;
    case "End":
      return length;
    default:
      return null;
  }
}
