import { useEffect, useLayoutEffect, useRef, useState } from "react";

import type { DraftBox } from "../composer/useDraft";
import type { Interview } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "../status/states";
import type { RoomLine } from "../link/useRoom";
import { slugHere } from "../question/slugHere";
import type { VoiceDriver } from "./audio/driver";
import type { Left } from "./audio/kept";
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
  const left = useRef<Left | null>(null);
  const first = useRef({ wishes, pushToTalk: wishes.pushToTalk ?? false });

  useEffect(() => {
    if (!isSpoken) return;
    let made: VoiceDriver | null = null;
    const ending = new AbortController();
    left.current = null;
    void import("./audio/driver").then(({ VoiceDriver }) => {
      if (ending.signal.aborted) return;
      made = new VoiceDriver(link, first.current.wishes, first.current.pushToTalk);
      setDriver(made);
      void made.start();
    });
    return () => {
      ending.abort();
      made?.stop(left.current);
      setDriver(null);
    };
  }, [isSpoken, link]);

  const mayHear = !SPOKEN[state].isDeaf;
  useEffect(() => {
    driver?.permit(mayHear);
  }, [driver, mayHear]);

  const { sessionId } = line.model;
  const place = placeOf(line.model);
  useReplacedSound(line.model, place, isOffered && !isSpoken);

  const latest = useRef(draft);
  useLayoutEffect(() => {
    latest.current = draft;
  });
  const change = (to: Mode, text: string) => {
    writeMode(slugHere(), to);
    setMode(to);
    if (text !== latest.current.draft.text) latest.current.change({ text });
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
      if (sessionId === null) return;
      void leftSound()
        .then(({ takeBack }) => takeBack(sessionId, place))
        .then((words) => {
          const { text } = latest.current.draft;
          change("voice", words !== "" && text.endsWith(words) ? text.slice(0, -words.length).trimEnd() : text);
        });
    },
    type: (words) => {
      left.current = { place, words };
      change("typing", [draft.draft.text, words].filter((part) => part !== "").join("\n\n"));
    },
  };
}

const leftSound = () => import("./audio/leftSound");

/** The open question and the last typed answer. Once either changes, unsent speech is no longer an answer. */
function placeOf({ room, messages }: RoomModel): string {
  const typed = messages.findLast(({ role, data }) => role === "user" && data?.speech === undefined)?.seq ?? 0;
  return `${String(typed)} ${room?.question?.id ?? ""}`;
}

/** Deletes the sound of an unsent answer once something typed replaces it, also if that was before a reload. */
function useReplacedSound({ line, sessionId }: RoomModel, place: string, isTyping: boolean): void {
  useEffect(() => {
    if (line !== "open" || sessionId === null || !isTyping) return;
    void leftSound().then(({ forgetReplaced }) => forgetReplaced(sessionId, place));
  }, [line, sessionId, place, isTyping]);
}

/** At the end of the interview, deletes the sound that this device still has. */
export function useForgottenSound(sessionId: string | null, isOver: boolean): void {
  useEffect(() => {
    if (!isOver || sessionId === null) return;
    forgetHeard(sessionId);
    void leftSound().then(({ forget }) => forget(sessionId));
  }, [sessionId, isOver]);
}
