import { useCallback, useEffect, useRef, useState } from "react";

import { hearTrial } from "../link/http";
import { slugHere } from "../question/slugHere";
import { Phrase } from "./phrase";

const ASKED_EVERY = 1_000;

/** The words that the server understands so far; null until there are some. */
export function useCaption() {
  const [text, setText] = useState<string | null>(null);
  const phrase = useRef(new Phrase());
  const isAsking = useRef(false);
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setInterval(() => {
      const pcm = isAsking.current ? null : phrase.current.take();
      if (pcm === null) return;
      isAsking.current = true;
      void hearTrial(slugHere(), pcm, leaving.signal)
        // The check continues without an answer: the meter shows whether there is sound.
        .catch(() => null)
        .then((heard) => {
          isAsking.current = false;
          if (heard !== null && heard !== "") setText(heard);
        });
    }, ASKED_EVERY);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, []);
  const hear = useCallback((pcm: Int16Array, loudness: number) => {
    phrase.current.hear(pcm, loudness);
  }, []);
  return { text, hear };
}
