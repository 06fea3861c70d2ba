import { useEffect, useEffectEvent, useRef, useState } from "react";

import { nextOf } from "./places";
import type { Playback, Standing, Wanted } from "./playback";

/** Controls a media element. Its file may be replaced at any time; playback then continues where it was. */
export function useMedia(playback: Playback, wanted: Wanted, retry: () => void) {
  const { media, recordings, play, tell, stand, setPlaying } = playback;
  const [speed, setSpeed] = useState(1);
  const [isBroken, setBroken] = useState(false);
  const hasRetried = useRef(false);
  const begun = useEffectEvent((element: HTMLMediaElement) => {
    const isLost = document.activeElement === document.body; // together with the button that was pressed
    if (wanted.isByPlayer && isLost) element.focus({ preventScroll: true });
    if (hasFile(element)) start(element, stand(wanted));
  });
  useEffect(() => {
    if (media.current !== null) begun(media.current);
  }, [media, wanted]);
  useEffect(
    () => () => {
      setPlaying(false);
    },
    [setPlaying],
  );
  const { recording } = wanted;
  return {
    speed,
    isBroken,
    /** Tries again after a failure. */
    tryAgain: () => {
      setBroken(false);
      retry();
    },
    jump: (seconds: number) => {
      if (media.current !== null) jump(media.current, seconds);
    },
    toggle: () => {
      const element = media.current;
      if (element === null) return;
      if (element.paused) begin(element);
      else element.pause();
    },
    changeSpeed: (next: number) => {
      setSpeed(next);
      if (media.current !== null) setRate(media.current, next);
    },
    /** The element's events. While a new file is loading, it is at 0, but no one has moved there. */
    events: {
      onLoadedMetadata: ({ currentTarget }: Said) => {
        setRate(currentTarget, speed);
        start(currentTarget, stand(wanted));
      },
      onTimeUpdate: ({ currentTarget }: Said) => {
        if (!hasFile(currentTarget)) return;
        stand(wanted, { seconds: currentTarget.currentTime });
        tell({ recording, seconds: currentTarget.currentTime });
      },
      onPlay: () => {
        stand(wanted, { plays: true });
        setPlaying(true);
      },
      onPlaying: () => {
        hasRetried.current = false;
      },
      onPause: ({ currentTarget }: Said) => {
        if (hasFile(currentTarget)) stand(wanted, { plays: false });
        setPlaying(false);
      },
      onRateChange: ({ currentTarget }: Said) => {
        if (hasFile(currentTarget)) setSpeed(currentTarget.playbackRate);
      },
      onEnded: () => {
        const next = nextOf(recordings, recording);
        if (next !== undefined) play({ recording: next, seconds: 0 });
      },
      onError: () => {
        if (hasRetried.current) setBroken(true);
        else retry(); // the link may have expired
        hasRetried.current = true;
      },
    },
  };
}

interface Said {
  currentTarget: HTMLMediaElement;
}

/** If the browser requires a click first, the element shows its own button. */
function begin(element: HTMLMediaElement): void {
  element.play().catch(() => undefined);
}

function start(element: HTMLMediaElement, { seconds, plays }: Standing): void {
  element.currentTime = seconds;
  if (plays) begin(element);
}

function jump(element: HTMLMediaElement, seconds: number): void {
  element.currentTime += seconds;
}

/** Sets the rate for this file and for those that follow. */
function setRate(element: HTMLMediaElement, rate: number): void {
  element.defaultPlaybackRate = element.playbackRate = rate;
}

function hasFile(element: HTMLMediaElement): boolean {
  return element.readyState >= HTMLMediaElement.HAVE_METADATA;
}
