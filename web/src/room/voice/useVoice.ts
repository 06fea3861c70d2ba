import { useCallback, useEffect, useRef, useState } from "react";

import type { Interview } from "../link/protocol";
import type { StateName } from "../status/states";
import type { RoomLine } from "../link/useRoom";
import { slugHere } from "../question/work";
import type { VoiceDriver } from "./audio/driver";
import { SPOKEN } from "./stateTable";
import {
  forgetHeard,
  type Mode,
  readMode,
  readWishes,
  speaks,
  type VoiceWishes,
  writeMode,
  writeWishes,
} from "./wishes";

export interface VoiceBox {
  /** Whether this interview can be spoken here. */
  isOffered: boolean;
  mode: Mode;
  driver: VoiceDriver | null;
  wishes: VoiceWishes;
  wish: (part: Partial<VoiceWishes>) => void;
  speak: () => void;
  type: () => void;
}

/**
 * Switches between speaking and typing. The code for voice is loaded when it is needed, and only then uses the
 * microphone.
 */
export function useVoice(line: RoomLine, interview: Interview, state: StateName): VoiceBox {
  const { link } = line;
  const isOffered = link !== null && speaks(interview);
  const [mode, setMode] = useState<Mode>(() => readMode(slugHere()) ?? "typing");
  const [wishes, setWishes] = useState(readWishes);
  const [driver, setDriver] = useState<VoiceDriver | null>(null);
  const isSpoken = isOffered && mode === "voice";
  const isForgotten = useRef(false);
  const first = useRef({ wishes, pushToTalk: wishes.pushToTalk ?? false });

  useEffect(() => {
    if (!isSpoken) return;
    let made: VoiceDriver | null = null;
    const leaving = new AbortController();
    isForgotten.current = false;
    void import("./audio/driver").then(({ VoiceDriver }) => {
      if (leaving.signal.aborted) return;
      made = new VoiceDriver(link, first.current.wishes, first.current.pushToTalk);
      setDriver(made);
      void made.start();
    });
    return () => {
      leaving.abort();
      made?.stop(isForgotten.current);
      setDriver(null);
    };
  }, [isSpoken, link]);

  const mayHear = !SPOKEN[state].isDeaf;
  useEffect(() => {
    driver?.permit(mayHear);
  }, [driver, mayHear]);

  const change = useCallback((to: Mode) => {
    isForgotten.current = to === "typing";
    writeMode(slugHere(), to);
    setMode(to);
  }, []);
  return {
    isOffered,
    mode: isSpoken ? "voice" : "typing",
    driver,
    wishes,
    wish: (part) => {
      const wanted = { ...wishes, ...part };
      first.current = { wishes: wanted, pushToTalk: wanted.pushToTalk ?? first.current.pushToTalk };
      setWishes(wanted);
      writeWishes(wanted);
      driver?.wish(wanted);
    },
    speak: () => {
      change("voice");
    },
    type: () => {
      change("typing");
    },
  };
}

/** At the end of the interview, deletes the sound that this device still has. */
export function useForgottenSound(sessionId: string | null, isOver: boolean): void {
  useEffect(() => {
    if (!isOver || sessionId === null) return;
    forgetHeard(sessionId);
    void import("./audio/soundStore").then(async ({ BrowserSounds }) => {
      const sounds = new BrowserSounds(sessionId);
      await sounds.load();
      sounds.clear();
    });
  }, [sessionId, isOver]);
}
