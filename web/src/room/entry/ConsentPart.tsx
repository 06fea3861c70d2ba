import { Trans } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { CheckRow } from "../check/CheckRow";
import type { ConsentItem } from "../link/protocol";

interface ConsentPartProps {
  id: string;
  item: ConsentItem;
  language: string;
  /** undefined until the candidate answers. */
  said: boolean | undefined;
  error: string | null;
  onSay: (isYes: boolean) => void;
}

/** One thing to agree to, and what happens to those who don’t. */
export function ConsentPart(props: ConsentPartProps) {
  const { id, item, language, said, error, onSay } = props;
  if (item.needsAnswer) return <YesOrNo {...props} />;
  return (
    <section className="grid gap-2">
      <p className="text-label font-[650] text-ink-2">
        {item.isRequired ? (
          <Trans>Required to take part</Trans>
        ) : (
          <Trans>Optional: the interview also works if you say no</Trans>
        )}
      </p>
      <CheckRow
        id={id}
        lang={language}
        isRequired={item.isRequired}
        isOn={said === true}
        error={error}
        onChange={onSay}
      >
        {item.text}
      </CheckRow>
      <Refusal item={item} language={language} />
    </section>
  );
}

/** Neither option is preselected, so an overlooked item never counts as a refusal. */
function YesOrNo({ id, item, language, said, error, onSay }: ConsentPartProps) {
  const answers = [
    { isYes: true, words: <Trans>Yes, I agree</Trans> },
    { isYes: false, words: <Trans>No, continue without it</Trans> },
  ];
  return (
    <fieldset
      className="grid gap-2"
      aria-describedby={error === null ? undefined : `${id}-error`}
      aria-invalid={error === null ? undefined : true}
    >
      <legend className="mb-2 grid gap-1">
        <span className="text-label font-[650] text-ink-2">
          <Trans>Your choice: the interview also works if you say no</Trans>
        </span>
        <span lang={language} className="leading-[1.6]">
          {item.text}
        </span>
      </legend>
      {error !== null && (
        <p id={`${id}-error`} className="text-label font-[650] text-danger-ink">
          {error}
        </p>
      )}
      <div className="grid gap-2 wide:grid-cols-2">
        {answers.map(({ isYes, words }) => (
          <label
            key={String(isYes)}
            className={`flex min-h-12 cursor-pointer items-start gap-3 rounded-control border-[1.5px] bg-surface px-4 py-2.5 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft has-checked:font-[650] ${error === null ? "border-line-strong" : "border-danger"}`}
          >
            <input
              id={isYes ? id : `${id}-no`}
              type="radio"
              name={id}
              className="mt-0.5 size-5 flex-none"
              checked={said === isYes}
              onChange={() => {
                onSay(isYes);
              }}
            />
            <span className="leading-normal">{words}</span>
          </label>
        ))}
      </div>
      <Refusal item={item} language={language} />
    </fieldset>
  );
}

function Refusal({ item, language }: { item: ConsentItem; language: string }) {
  if (item.refusal === "") return null;
  return (
    <p className="ps-4 text-label leading-[1.6] text-ink-2">
      <strong className="font-[650]">
        <Trans>If you say no:</Trans>
      </strong>
      <Gap />
      <span lang={language}>{item.refusal}</span>
    </p>
  );
}
