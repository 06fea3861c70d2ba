import { Search } from "lucide-react";
import { useState } from "react";

import { useAsked } from "./useAsked";

const CALM_MILLISECONDS = 300;

interface SearchFieldProps {
  label: string;
  words: string;
  onSearch: (words: string) => void;
}

/** A search field that searches once typing has paused for a moment. */
export function SearchField({ label, words, onSearch }: SearchFieldProps) {
  // Keys of a character that is still being composed aren't words to search for.
  const [isComposing, setComposing] = useState(false);
  const [typed, setTyped] = useAsked(words, onSearch, CALM_MILLISECONDS, isComposing);
  return (
    <label className="relative flex min-w-60 flex-1 items-center wide:max-w-80">
      <span className="sr-only">{label}</span>
      <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
      <input
        type="search"
        className="field dense w-full ps-10 pe-3"
        placeholder={label}
        value={typed}
        onChange={({ target: { value } }) => {
          setTyped(value);
        }}
        onCompositionStart={() => {
          setComposing(true);
        }}
        onCompositionEnd={() => {
          setComposing(false);
        }}
      />
    </label>
  );
}
