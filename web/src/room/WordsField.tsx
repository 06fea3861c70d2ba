import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useLayoutEffect, useRef } from "react";

import type { Task } from "./composing";
import { charactersLeft } from "./limits";

interface WordsFieldProps {
  task: Task;
  isResting: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** As high as its words, and both of its edges. */
function fit(element: HTMLTextAreaElement): void {
  element.style.blockSize = "auto";
  element.style.blockSize = `${element.scrollHeight + 3}px`;
}

const isMac = navigator.userAgent.includes("Mac");

/** Where words are typed: it grows with them, up to a third of the screen. */
export function WordsField({ task, isResting, value, onChange }: WordsFieldProps) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (field.current !== null) fit(field.current);
  }, [value, task]);
  // A narrower window breaks the same words into more lines.
  useEffect(() => {
    const refit = () => {
      if (field.current !== null) fit(field.current);
    };
    window.addEventListener("resize", refit);
    return () => {
      window.removeEventListener("resize", refit);
    };
  }, []);
  const labels: Record<Task, string> = {
    words: t`Your answer`,
    choice: t`Say why (optional)`,
    code: t`Explain your code, if you like`,
    whiteboard: t`Explain your drawing (optional)`,
  };
  const left = charactersLeft(value);
  const keys = isMac ? "⌘ Enter" : "Ctrl + Enter";
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label
          htmlFor="words"
          className={`text-label font-[650] text-ink-2 ${task === "words" ? "sr-only wide:not-sr-only" : ""}`}
        >
          {labels[task]}
        </label>
        {left === null ? (
          <span id="words-hint" className="hidden text-meta text-ink-3 wide:inline">
            <Trans>{keys} to send</Trans>
          </span>
        ) : (
          <span id="words-hint" className={`text-meta ${left < 0 ? "font-[650] text-danger-ink" : "text-ink-3"}`}>
            <Counter left={left} />
          </span>
        )}
      </div>
      <textarea
        ref={field}
        id="words"
        dir="auto"
        rows={2}
        readOnly={isResting}
        aria-describedby="words-hint"
        aria-invalid={left !== null && left < 0 ? true : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field block max-h-[26dvh] wide:max-h-[34dvh] min-h-16 w-full resize-none overflow-auto px-3 py-2.5 font-voice leading-[1.55] wide:px-4 wide:py-3"
      />
    </div>
  );
}

function Counter({ left }: { left: number }) {
  const over = -left;
  return left >= 0 ? (
    <Plural value={left} one="# character left" other="# characters left" />
  ) : (
    <Plural value={over} one="# character too many" other="# characters too many" />
  );
}
