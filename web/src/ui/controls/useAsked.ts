import { useEffect, useState } from "react";

/**
 * What is typed into a filter that stands in the address, and how it changes: it is asked for once typing has stopped
 * for so long. Until then, and until the address has followed, it stands as it was typed: a field that is set back
 * meanwhile eats letters. What the address says by itself takes its place.
 */
export function useAsked(
  said: string,
  ask: (typed: string) => void,
  calmMilliseconds: number,
  isHeld = false,
): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  /** What was asked for since the address said so last. */
  const [asked, setAsked] = useState([said]);
  const [known, setKnown] = useState(said);
  if (known !== said) {
    const isOurs = asked.includes(said);
    setKnown(said);
    setAsked(isOurs ? asked.slice(asked.indexOf(said)) : [said]);
    if (!isOurs) setTyped(said);
  }
  useEffect(() => {
    if (typed === asked.at(-1) || isHeld) return;
    const timer = setTimeout(() => {
      setAsked([...asked, typed]);
      ask(typed);
    }, calmMilliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, asked, isHeld, ask, calmMilliseconds]);
  return [typed, setTyped];
}
