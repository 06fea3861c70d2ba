import { useCallback, useEffect, useRef, useState } from "react";

import type { MicrophoneProblem } from "../voice/audio/device";
import { RATE_IN } from "../voice/frames";
import { fromPcm16 } from "../voice/audio/resampler";
import { Microphone, soundSystem } from "../voice/audio/sound";
import { Judge, type Loudness } from "./judge";
import { useCaption } from "./useCaption";

export type MicrophoneTest = "idle" | "asking" | "open" | "silent" | MicrophoneProblem;
export type Recording = "none" | "recording" | "playing" | "played";

const SILENT_AFTER = 6_000;
const RECORDED_SECONDS = 3;

/** Checks whether the microphone picks up sound, and what is understood. Nothing is kept. */
export function useMicrophoneTest(id: string | null) {
  const [state, setState] = useState<MicrophoneTest>("idle");
  const [loudness, setLoudness] = useState<Loudness>("nothing");
  const [recording, setRecording] = useState<Recording>("none");
  const level = useRef(0);
  const { text: caption, hear } = useCaption();
  const microphone = useRef<Microphone | null>(null);
  const taken = useRef<Int16Array[] | null>(null);
  const silence = useRef<ReturnType<typeof setTimeout>>(undefined);
  const opened = useRef(0);

  const close = useCallback(() => {
    opened.current += 1;
    clearTimeout(silence.current);
    microphone.current?.close();
    microphone.current = null;
    level.current = 0;
  }, []);
  useEffect(() => close, [close]);

  const finish = useCallback(async (pieces: Int16Array[]) => {
    setRecording("playing");
    const context = await soundSystem();
    const samples = pieces.flatMap((piece) => [...fromPcm16(piece)]);
    const buffer = context.createBuffer(1, samples.length, RATE_IN);
    buffer.copyToChannel(Float32Array.from(samples), 0);
    const node = context.createBufferSource();
    node.buffer = buffer;
    node.connect(context.destination);
    node.onended = () => {
      setRecording("played");
    };
    node.start();
  }, []);

  const open = useCallback(
    async (device: string | null) => {
      close();
      const mine = opened.current;
      setState("asking");
      setLoudness("nothing");
      const judge = new Judge();
      const context = await soundSystem().catch(() => null);
      if (context === null) {
        // If the page is secure, the reason is that a script of it didn't arrive.
        setState(window.isSecureContext ? "lost" : "insecure");
        return;
      }
      await context.resume();
      const found = await Microphone.open(context, device, {
        onPiece: (pcm, loud) => {
          level.current = loud;
          hear(pcm, loud);
          const verdict = judge.hear(loud);
          setLoudness(verdict);
          if (verdict !== "nothing") setState("open");
          const pieces = taken.current;
          if (pieces === null) return;
          pieces.push(pcm);
          if (pieces.length < RECORDED_SECONDS * 25) return;
          taken.current = null;
          void finish(pieces);
        },
        onLost: (isBack) => {
          setState(isBack ? "open" : "lost");
        },
      });
      if (mine !== opened.current) {
        if (typeof found !== "string") found.close();
      } else if (typeof found === "string") setState(found);
      else {
        microphone.current = found;
        setState("open");
        silence.current = setTimeout(() => {
          if (judge.verdict === "nothing") setState("silent");
        }, SILENT_AFTER);
      }
    },
    [close, finish, hear],
  );
  return {
    state,
    loudness,
    recording,
    level,
    caption,
    open: () => void open(id),
    choose: (device: string | null) => {
      if (microphone.current !== null) void open(device);
    },
    record: () => {
      taken.current = [];
      setRecording("recording");
    },
  };
}
