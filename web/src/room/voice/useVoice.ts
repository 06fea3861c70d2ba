import { useEffect, useRef, useState } from "react";

import type { DraftBox } from "../composer/useDraft";
import type { Interview } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "../status/states";
import type { RoomLine } from "../link/useRoom";
import { slugHere } from "../question/slugHere";
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
  /** `words`: what was heard of an unsent answer, for the text field. */
  type: (words: string) => void;
}

/**
 * Switches between speaking and typing. The code for voice is loaded when it is needed, and only then uses the
 * microphone.
 *
 * The sound of an unsent answer is kept when the candidate types, because the captions may lack words of it. It is sent
 * again if they speak again.
 */
export function useVoice(line: RoomLine, interview: Interview, state: StateName, draft: DraftBox): VoiceBox {
  const { link } = line;
  const isOffered = link !== null && speaks(interview);
  const [mode, setMode] = useState<Mode>(() => readMode(slugHere()) ?? "typing");
  const [wishes, setWishes] = useState(readWishes);
  const [driver, setDriver] = useState<VoiceDriver | null>(null);
  const isSpoken = isOffered && mode === "voice";
  const isTyping = useRef(false);
  const heard = useRef("");
  const first = useRef({ wishes, pushToTalk: wishes.pushToTalk ?? false });

  useEffect(() => {
    if (!isSpoken) return;
    let made: VoiceDriver | null = null;
    const ending = new AbortController();
    isTyping.current = false;
    void import("./audio/driver").then(({ VoiceDriver }) => {
      if (ending.signal.aborted) return;
      made = new VoiceDriver(link, first.current.wishes, first.current.pushToTalk);
      setDriver(made);
      void made.start();
    });
    return () => {
      ending.abort();
      made?.stop(isTyping.current);
      setDriver(null);
    };
  }, [isSpoken, link]);

  const mayHear = !SPOKEN[state].isDeaf;
  useEffect(() => {
    driver?.permit(mayHear);
  }, [driver, mayHear]);

  useReplacedSound(line.model, isOffered && !isSpoken);

  const change = (to: Mode, text: string) => {
    isTyping.current = to === "typing";
    writeMode(slugHere(), to);
    setMode(to);
    if (text !== draft.draft.text) draft.change({ text });
  };
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
      // Their sound is sent again, so they would arrive twice.
      const words = heard.current;
      heard.current = "";
      const { text } = draft.draft;
      change("voice", words !== "" && text.endsWith(words) ? text.slice(0, -words.length).trimEnd() : text);
    },
    type: (words) => {
      heard.current = words;
      change("typing", [draft.draft.text, words].filter((part) => part !== "").join("\n\n"));
    },
  };
}

/**
 * Deletes the sound of an unsent answer once the candidate has typed an answer or moved to another question. Voice
 * would otherwise send it as an answer to that one.
 */
function useReplacedSound({ line, sessionId, room, messages }: RoomModel, isTyping: boolean): void {
  const typed = messages.findLast(({ role, data }) => role === "user" && data?.speech === undefined)?.seq ?? 0;
  const at = `${String(typed)} ${room?.question?.id ?? ""}`;
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (line !== "open" || sessionId === null) return;
    const isReplaced = isTyping && before.current !== null && before.current !== at;
    before.current = at;
    if (isReplaced) forgetSound(sessionId);
  }, [line, sessionId, at, isTyping]);
}

/** At the end of the interview, deletes the sound that this device still has. */
export function useForgottenSound(sessionId: string | null, isOver: boolean): void {
  useEffect(() => {
    if (!isOver || sessionId === null) return;
    forgetHeard(sessionId);
    forgetSound(sessionId);
  }, [sessionId, isOver]);
}

function forgetSound(sessionId: string): void {
  void import("./audio/soundStore").then(async ({ BrowserSounds }) => {
    const sounds = new BrowserSounds(sessionId);
    await sounds.load();
    sounds.clear();
  });
}
