import { Trans } from "@lingui/react/macro";
import { useId } from "react";

import type { Draft } from "../composer/drafts";
import type { Question } from "../link/protocol";

/** The most characters that the server accepts. */
const MAX_OTHER_CHARACTERS = 2_000;

interface ChoiceTaskProps {
  question: Question;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** The options as full-width rows, and a field for another answer. Choosing sends nothing. */
export function ChoiceTask({ question, draft, onDraft }: ChoiceTaskProps) {
  const isSingle = question.type === "SINGLE_CHOICE";
  const { choice: chosen, other } = draft;
  const choose = (option: string, isOn: boolean) => {
    // A single choice has one answer: an option replaces the person's own words, and vice versa.
    if (isSingle) onDraft({ choice: [option], other: "" });
    else onDraft({ choice: isOn ? [...chosen, option] : chosen.filter((one) => one !== option) });
  };
  return (
    <fieldset>
      <legend className="mb-2 text-label font-[650] text-ink-2">
        {isSingle ? <Trans>Choose one</Trans> : <Trans>Choose all that apply</Trans>}
      </legend>
      <div className="grid gap-2">
        {question.options?.map((option) => (
          <label
            key={option}
            className="flex min-h-12 cursor-pointer items-start gap-3 rounded-control border-[1.5px] border-line-strong bg-surface px-4 py-2.5 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft has-checked:font-[650]"
          >
            <input
              type={isSingle ? "radio" : "checkbox"}
              name="choice"
              className="mt-0.5 size-5 flex-none"
              checked={chosen.includes(option)}
              onChange={(event) => {
                choose(option, event.target.checked);
              }}
            />
            <span className="leading-normal">{option}</span>
          </label>
        ))}
        <OwnWords
          value={other}
          onChange={(words) => {
            onDraft(isSingle && words !== "" ? { other: words, choice: [] } : { other: words });
          }}
        />
      </div>
    </fieldset>
  );
}

function OwnWords({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const id = useId();
  return (
    <div className="grid gap-1.5 pt-1">
      <label htmlFor={id} className="text-label font-[650] text-ink-2">
        <Trans>Something else (in my own words)</Trans>
      </label>
      <input
        id={id}
        dir="auto"
        autoComplete="off"
        maxLength={MAX_OTHER_CHARACTERS}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        className="field min-h-12 w-full px-4 font-voice"
      />
    </div>
  );
}
