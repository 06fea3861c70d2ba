import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/Button";
import { FormProblems } from "../ui/FormProblems";
import { CheckRow } from "./CheckRow";
import { saveText } from "./download";
import { ErrorBox } from "./ErrorBox";
import { day } from "./format";
import { Frame, Heading } from "./Frame";
import { isUnanswered, type RoomError } from "./http";
import type { Adjustment, ConsentItem, ConsentText, Interview } from "./protocol";
import { StepLine } from "./StepLine";

interface ConsentProps {
  interview: Interview;
  text: ConsentText;
  adjustments: readonly Adjustment[];
  isBusy: boolean;
  failure: RoomError | null;
  onAgree: (items: string[]) => void;
  onDecline: () => void;
}

/** What needs a camera: whoever has said "No camera" is not asked for it. */
const OF_CAMERA = new Set(["camera", "faces"]);

/** What there is to say yes to: each thing by itself. */
function itemsOf(text: ConsentText, adjustments: readonly Adjustment[]): ConsentItem[] {
  const items = text.items ?? [{ key: "interview", isRequired: true, text: text.agreement, refusal: "" }];
  return adjustments.includes("no_camera") ? items.filter(({ key }) => !OF_CAMERA.has(key)) : items;
}

const idOf = (item: ConsentItem) => `consent-${item.key}`;

/** Say yes knowingly, to each thing by itself. Nothing is kept before. */
export function Consent({ interview, text, adjustments, isBusy, failure, onAgree, onDecline }: ConsentProps) {
  const { t } = useLingui();
  const { title } = text;
  const items = itemsOf(text, adjustments);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [attempts, setAttempts] = useState(0);
  const missing = attempts === 0 ? [] : items.filter((item) => item.isRequired && !ticked.includes(item.key));
  const problem = t`Tick this box to take part, or choose “I don’t agree”.`;
  const submit = () => {
    const isComplete = items.every((item) => !item.isRequired || ticked.includes(item.key));
    if (isComplete) onAgree([...ticked]);
    else setAttempts(attempts + 1);
  };
  return (
    <Frame interview={interview} title={missing.length > 0 ? t`Error: ${title}` : title}>
      <form
        noValidate
        className="grid gap-6 pb-12"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {missing.length > 0 && (
          <FormProblems key={attempts} problems={Object.fromEntries(missing.map((item) => [idOf(item), problem]))} />
        )}
        <div className="grid gap-2">
          <StepLine number={1} />
          <Heading lang={text.language} takesFocus>
            {text.title}
          </Heading>
        </div>
        <div lang={text.language} className="grid max-w-[66ch] gap-4 leading-[1.6]">
          {text.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <div className="grid gap-3">
          {items.map((item) => (
            <Item
              key={item.key}
              item={item}
              language={text.language}
              isOn={ticked.includes(item.key)}
              error={missing.includes(item) ? problem : null}
              onChange={(isOn) => {
                setTicked(isOn ? [...ticked, item.key] : ticked.filter((key) => key !== item.key));
              }}
            />
          ))}
        </div>
        {failure !== null && (
          <ErrorBox
            error={failure}
            safe={isUnanswered(failure) ? t`You can try again: nothing begins twice.` : t`Nothing was stored.`}
            onRetry={submit}
          />
        )}
        <div className="flex flex-col gap-3 wide:flex-row">
          <Button look="main" type="submit" isOff={isBusy} doing={isBusy ? "busy" : ""} className="wide:min-w-60">
            {isBusy ? <Trans>Starting…</Trans> : <Trans>I agree, continue</Trans>}
          </Button>
          <Button look="tall" onClick={onDecline}>
            <Trans>I don’t agree</Trans>
          </Button>
        </div>
        <Version text={text} items={items} />
      </form>
    </Frame>
  );
}

interface ItemProps {
  item: ConsentItem;
  language: string;
  isOn: boolean;
  error: string | null;
  onChange: (isOn: boolean) => void;
}

function Item({ item, language, isOn, error, onChange }: ItemProps) {
  return (
    <section className="grid gap-2">
      <p className="text-label font-[650] text-ink-2">
        {item.isRequired ? <Trans>Needed to take part</Trans> : <Trans>Your choice: it works without</Trans>}
      </p>
      <CheckRow
        id={idOf(item)}
        lang={language}
        isRequired={item.isRequired}
        isOn={isOn}
        error={error}
        onChange={onChange}
      >
        {item.text}
      </CheckRow>
      {item.refusal !== "" && (
        <p className="ps-4 text-label leading-[1.6] text-ink-2">
          <strong className="font-[650]">
            <Trans>If you say no:</Trans>
          </strong>{" "}
          <span lang={language}>{item.refusal}</span>
        </p>
      )}
    </section>
  );
}

function Version({ text, items }: { text: ConsentText; items: readonly ConsentItem[] }) {
  const { t, i18n } = useLingui();
  const { version } = text;
  const [now] = useState(() => new Date().toISOString());
  const today = day(now, i18n.locale);
  const save = () => {
    const said = items.map((item) => [item.text, item.refusal].filter(Boolean).join("\n"));
    const end = t`Version of this text: ${version}. Shown on ${today}.`;
    saveText(`aural-${version}.txt`, [text.title, ...text.paragraphs, ...said, end].join("\n\n"));
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
      <p className="text-label text-ink-3">
        <Trans>
          Version of this text: {version}. Shown on {today}.
        </Trans>
      </p>
      <Button look="quiet" className="-mx-3" onClick={save}>
        <Download aria-hidden="true" />
        <Trans>Download this text</Trans>
      </Button>
    </div>
  );
}
