import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useLayoutEffect, useRef } from "react";

import type { Task } from "../../api/questionTypes";
import { charactersLeft } from "./limits";

interface WordsFieldProps {
  task: Task;
  isResting: boolean;
  /** Whether the person has just opened the field to type in it. */
  takesFocus: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** Adjusts the field's height to its text and borders. */
function fit(element: HTMLTextAreaElement): void {
  element.style.blockSize = "auto";
  element.style.blockSize = `${element.scrollHeight + 3}px`;
}

const isMac = navigator.userAgent.includes("Mac");

/** The text field. It grows with the text, up to a third of the screen. */
export function WordsField({ task, isResting, takesFocus, value, onChange }: WordsFieldProps) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (field.current !== null) fit(field.current);
  }, [value, task]);
  useLayoutEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
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
    code: t`Explain your code (optional)`,
    whiteboard: t`Explain your drawing (optional)`,
  };
  // Shorter than the label, because it must fit in one line.
  const hint = task === "code" || task === "whiteboard" ? t`Explain (optional)` : labels[task];
  const left = charactersLeft(value);
  const keys = isMac ? "⌘ Enter" : "Ctrl + Enter";
  return (
    <div className="grid min-w-0 flex-1 gap-1">
      <label htmlFor="words" className="sr-only">
        {labels[task]}
      </label>
      {left === null ? (
        <span id="words-hint" className="sr-only">
          <Trans>{keys} to send</Trans>
        </span>
      ) : (
        <span id="words-hint" className={`text-meta ${left < 0 ? "font-[650] text-danger-ink" : "text-ink-3"}`}>
          <Counter left={left} />
        </span>
      )}
      <textarea
        ref={field}
        id="words"
        dir="auto"
        rows={1}
        placeholder={hint}
        readOnly={isResting}
        aria-describedby="words-hint"
        aria-invalid={left !== null && left < 0 ? true : undefined}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field block max-h-[22dvh] min-h-14 w-full resize-none overflow-auto px-3 py-3.5 font-voice leading-[1.55] placeholder:font-sans wide:max-h-[34dvh] wide:px-4"
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
