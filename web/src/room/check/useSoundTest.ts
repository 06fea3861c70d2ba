import { useEffect, useRef, useState } from "react";

import { soundSystem } from "../voice/audio/sound";
import helloUrl from "../voice/sounds/hello.mp3";

export type SoundState = "idle" | "loading" | "playing" | "asking" | "heard" | "unheard" | "failed";

/** Plays the interviewer's voice. Only the person can say whether they hear it. */
export function useSoundTest() {
  const [state, setState] = useState<SoundState>("idle");
  const source = useRef<AudioBufferSourceNode | null>(null);
  useEffect(
    () => () => {
      source.current?.stop();
    },
    [],
  );
  const play = async () => {
    source.current?.stop();
    setState("loading");
    try {
      const context = await soundSystem();
      await context.resume();
      const answer = await fetch(helloUrl);
      const node = context.createBufferSource();
      node.buffer = await context.decodeAudioData(await answer.arrayBuffer());
      node.connect(context.destination);
      node.onended = () => {
        setState((before) => (before === "playing" ? "asking" : before));
      };
      node.start();
      source.current = node;
      setState("playing");
    } catch {
      setState("failed");
    }
  };
  return {
    state,
    play: () => void play(),
    say: (isHeard: boolean) => {
      source.current?.stop();
      setState(isHeard ? "heard" : "unheard");
    },
  };
}
