import { Search } from "lucide-react";
import { useEffect, useState } from "react";

const CALM_MILLISECONDS = 300;

interface SearchFieldProps {
  label: string;
  words: string;
  onSearch: (words: string) => void;
}

/** Asks the server once typing has stopped for a moment. */
export function SearchField({ label, words, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      setTyped(null);
      onSearch(typed);
    }, CALM_MILLISECONDS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, onSearch]);
  return (
    <label className="relative flex min-w-60 flex-1 items-center wide:max-w-80">
      <span className="sr-only">{label}</span>
      <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
      <input
        type="search"
        className="field dense w-full ps-10 pe-3"
        placeholder={label}
        value={typed ?? words}
        onChange={({ target: { value } }) => {
          setTyped(value);
        }}
      />
    </label>
  );
}
