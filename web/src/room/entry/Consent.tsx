import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { FormProblems } from "../../ui/FormProblems";
import { MailLink } from "./Contact";
import { ConsentPart } from "./ConsentPart";
import { saveText } from "../after/download";
import { ErrorBox } from "../page/ErrorBox";
import { day } from "../conversation/format";
import { Frame, Heading } from "../page/Frame";
import { isConsentOutdated, isUnanswered, type RoomError } from "../link/http";
import type { Adjustment, ConsentItem, ConsentText, Interview } from "../link/protocol";
import { StepLine } from "../page/StepLine";

interface ConsentProps {
  interview: Interview;
  text: ConsentText;
  adjustments: readonly Adjustment[];
  isBusy: boolean;
  failure: RoomError | null;
  onAgree: (items: string[]) => void;
  onDecline: () => void;
}

/** Items that candidates aren't asked for if they chose this adjustment. */
const WITHOUT: Partial<Record<Adjustment, readonly string[]>> = {
  no_camera: ["camera", "faces"],
  text_only: ["audio"],
};

/** The items to consent to, one by one. */
function itemsOf(text: ConsentText, adjustments: readonly Adjustment[]): ConsentItem[] {
  return text.items.filter(({ key }) => !adjustments.some((chosen) => WITHOUT[chosen]?.includes(key)));
}

const idOf = (item: ConsentItem) => `consent-${item.key}`;

/** Whether the candidate still has to answer this item. */
function isOpen(item: ConsentItem, said: boolean | undefined) {
  return (item.isRequired && said !== true) || (item.needsAnswer && said === undefined);
}

/** Asks for informed consent to each item separately. Nothing is stored before. */
export function Consent({ interview, text, adjustments, isBusy, failure, onAgree, onDecline }: ConsentProps) {
  const { t } = useLingui();
  const { title } = text;
  const isOutdated = failure !== null && isConsentOutdated(failure);
  const items = itemsOf(text, adjustments);
  const [said, setSaid] = useState<Readonly<Record<string, boolean>>>({});
  const [attempts, setAttempts] = useState(0);
  const open = items.filter((item) => isOpen(item, said[item.key]));
  const missing = attempts === 0 ? [] : open;
  const problemOf = (item: ConsentItem) =>
    item.isRequired
      ? t`Agree to the interview to take part, or choose “I don’t agree”.`
      : t`Say yes or no to the language model.`;
  const submit = () => {
    if (open.length === 0) onAgree(items.flatMap(({ key }) => (said[key] ? [key] : [])));
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
          <FormProblems
            key={attempts}
            problems={Object.fromEntries(missing.map((item) => [idOf(item), problemOf(item)]))}
          />
        )}
        {isOutdated && <ErrorBox error={failure} safe={t`Nothing was stored.`} />}
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
            <ConsentPart
              key={item.key}
              id={idOf(item)}
              item={item}
              language={text.language}
              said={said[item.key]}
              error={missing.includes(item) ? problemOf(item) : null}
              onSay={(isYes) => {
                setSaid({ ...said, [item.key]: isYes });
              }}
            />
          ))}
        </div>
        {failure !== null && isFull(failure) && <CannotStart contact={interview.contact ?? null} />}
        {failure !== null && !isFull(failure) && !isOutdated && (
          <ErrorBox
            error={failure}
            safe={
              isUnanswered(failure)
                ? t`You can safely try again: the interview won’t start twice.`
                : t`Nothing was stored.`
            }
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

/** Whether the employer's plan allows no more interviews right now, which trying again at once can't change. */
const isFull = ({ code }: RoomError) => code === "PLAN_LIMIT_EXCEEDED";

function CannotStart({ contact }: { contact: string | null }) {
  return (
    <Notice ground="danger" role="alert">
      <p>
        <strong className="font-[650]">
          <Trans>This interview can’t start at the moment.</Trans>
        </strong>
        <Gap />
        <Trans>Nothing was stored. Come back later with the same link.</Trans>
        <Gap />
        {contact === null ? (
          <Trans>Ask the person who invited you what to do.</Trans>
        ) : (
          <Trans>
            Ask what to do: <MailLink address={contact} />
          </Trans>
        )}
      </p>
    </Notice>
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
