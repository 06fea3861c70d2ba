import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../../ui/controls/Action";
import { Field } from "../../../ui/Field";
import type { FieldProblems } from "../../form/FormProblems";

const FEWEST = 2;
const MOST = 50;

/** The options of a choice question: 2 to 50, all different. */
export function OptionsEditor({
  options,
  problems,
  onChange,
}: {
  options: readonly string[];
  /** The problems that the server found, by path. */
  problems: FieldProblems;
  onChange: (options: string[]) => void;
}) {
  const { t } = useLingui();
  const next = options.length + 1;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-[650]">
        <Trans>Options</Trans>
      </legend>
      {options.map((option, place) => {
        const number = place + 1;
        return (
          <div key={place} className="flex flex-wrap items-end gap-2">
            <div className="min-w-32 flex-1">
              <Field
                label={t`Option ${number}`}
                value={option}
                error={problems[`options.${place}`]}
                maxLength={500}
                onChange={({ target }) => {
                  onChange(options.map((one, index) => (index === place ? target.value : one)));
                }}
              />
            </div>
            <Action
              look="quiet"
              aria-label={t`Remove option ${number}`}
              isOff={options.length <= FEWEST}
              onClick={() => {
                onChange(options.filter((_, index) => index !== place));
              }}
            >
              <Trans>Remove</Trans>
            </Action>
          </div>
        );
      })}
      <div>
        <Action
          isOff={options.length >= MOST}
          onClick={() => {
            onChange([...options, t`Option ${next}`]);
          }}
        >
          <Trans>Add an option</Trans>
        </Action>
      </div>
    </fieldset>
  );
}
