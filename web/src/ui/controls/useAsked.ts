import { useEffect, useState } from "react";

/**
 * The text of a filter that is kept in the address, and its setter. `ask` is called once typing has paused for
 * `calmMilliseconds`. Until the address has followed, the text stays as typed, because resetting the field meanwhile
 * would lose characters. If the address changes for another reason, its value replaces the text.
 */
export function useAsked(
  said: string,
  ask: (typed: string) => void,
  calmMilliseconds: number,
  isHeld = false,
): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  /** The values passed to `ask` since the address last changed. */
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
