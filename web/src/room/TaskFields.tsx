import { Trans, useLingui } from "@lingui/react/macro";

import { codeOf, taskOf } from "./composing";
import type { Draft } from "./drafts";
import type { Question } from "./protocol";
import type { RoomModel } from "./reducer";

interface TaskFieldsProps {
  model: RoomModel;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** What stands under a question besides the field for words: options or an editor. */
export function TaskFields({ model, draft, onDraft }: TaskFieldsProps) {
  const question = model.room?.question ?? null;
  const task = taskOf(model);
  if (question === null || (task !== "choice" && task !== "code")) return null;
  return (
    <div className="mx-auto w-full max-w-[48rem] px-4 pb-6 wide:ps-[calc(1.5rem+3.25rem+1rem)] wide:pe-6">
      {task === "choice" ? (
        <Choice
          key={question.id}
          question={question}
          chosen={draft.choice}
          onChoose={(choice) => {
            onDraft({ choice });
          }}
        />
      ) : (
        <Code
          key={question.id}
          code={codeOf(draft, question)}
          onCode={(code) => {
            onDraft({ code });
          }}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  question: Question;
  chosen: string[];
  onChoose: (chosen: string[]) => void;
}

function Choice({ question, chosen, onChoose }: ChoiceProps) {
  const isSingle = question.type === "SINGLE_CHOICE";
  const choose = (option: string, isOn: boolean) => {
    if (isSingle) onChoose([option]);
    else onChoose(isOn ? [...chosen, option] : chosen.filter((other) => other !== option));
  };
  return (
    <fieldset>
      <legend className="mb-2 text-label font-[650] text-ink-2">
        {isSingle ? <Trans>Choose one</Trans> : <Trans>Choose any</Trans>}
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
      </div>
    </fieldset>
  );
}

function Code({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  const { t } = useLingui();
  const rows = Math.min(24, Math.max(8, code.split("\n").length + 2));
  return (
    <div className="grid gap-2">
      <label htmlFor="code" className="text-label font-[650] text-ink-2">
        <Trans>Your code</Trans>
      </label>
      <textarea
        id="code"
        dir="ltr"
        rows={rows}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        aria-describedby="code-hint"
        placeholder={t`Write your code here`}
        value={code}
        onChange={(event) => {
          onCode(event.target.value);
        }}
        className="field w-full resize-y overflow-auto p-4 font-mono text-label leading-[1.6]"
      />
      <p id="code-hint" className="text-label text-ink-3">
        <Trans>
          It is kept in this browser as you type, and sent with your answer. Code is not run here. Tab moves on.
        </Trans>
      </p>
    </div>
  );
}
