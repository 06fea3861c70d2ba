import { Trans, useLingui } from "@lingui/react/macro";

import { Action } from "../../../ui/controls/Action";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import type { FieldProblems } from "../../form/FormProblems";
import type { Draft } from "../draft";

type Fact = Draft["approvedFacts"][number];

interface FactsEditorProps {
  facts: readonly Fact[];
  /** The problems that the server found, by path. */
  problems: FieldProblems;
  onChange: (facts: Fact[]) => void;
}

/** The answers that the interviewer may give about the company or the role, word for word. */
export function FactsEditor({ facts, problems, onChange }: FactsEditorProps) {
  const { t } = useLingui();
  const put = (place: number, fact: Fact) => {
    onChange(facts.map((one, index) => (index === place ? fact : one)));
  };
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-[650]">
        <Trans>Approved facts</Trans>
      </legend>
      <p className="text-label text-ink-3">
        <Trans>Answers the interviewer may give, word for word, when candidates ask.</Trans>
      </p>
      {facts.map((fact, place) => (
        <div key={place} className="grid gap-2 border-s-[3px] border-line ps-4">
          <Field
            label={t`Topic`}
            value={fact.topic}
            error={problems[`approvedFacts.${place}.topic`]}
            maxLength={200}
            onChange={({ target }) => {
              put(place, { ...fact, topic: target.value });
            }}
          />
          <TextArea
            label={t`Answer`}
            value={fact.text}
            error={problems[`approvedFacts.${place}.text`]}
            maxLength={1000}
            onChange={({ target }) => {
              put(place, { ...fact, text: target.value });
            }}
          />
          <div>
            <Action
              look="quiet"
              onClick={() => {
                onChange(facts.filter((_, index) => index !== place));
              }}
            >
              <Trans>Remove this fact</Trans>
            </Action>
          </div>
        </div>
      ))}
      <div>
        <Action
          onClick={() => {
            onChange([...facts, { topic: t`Topic`, text: t`Answer` }]);
          }}
        >
          <Trans>Add a fact</Trans>
        </Action>
      </div>
    </fieldset>
  );
}
