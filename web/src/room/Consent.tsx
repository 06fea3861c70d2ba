import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/Button";
import { saveText } from "./download";
import { ErrorBox } from "./ErrorBox";
import { Frame, Heading } from "./Frame";
import type { RoomError } from "./http";
import { Problems } from "./Problems";
import type { ConsentText, Interview } from "./protocol";

interface ConsentProps {
  interview: Interview;
  text: ConsentText;
  isBusy: boolean;
  failure: RoomError | null;
  onAgree: () => void;
  onDecline: () => void;
}

/** Say yes knowingly. Nothing is kept before. */
export function Consent({ interview, text, isBusy, failure, onAgree, onDecline }: ConsentProps) {
  const { t } = useLingui();
  const { title } = text;
  const [isTicked, setTicked] = useState(false);
  const [attempts, setAttempts] = useState(0);
  const isMissing = attempts > 0 && !isTicked;
  const problem = t`Tick the box to take part, or choose “I don’t agree”.`;
  const submit = () => {
    if (isTicked) onAgree();
    else setAttempts(attempts + 1);
  };
  return (
    <Frame interview={interview} title={isMissing ? t`Error: ${title}` : title}>
      <form
        noValidate
        className="grid gap-6 pb-12"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isMissing && <Problems key={attempts} errors={{ agreement: problem }} />}
        <Heading lang={text.language} takesFocus>
          {text.title}
        </Heading>
        <div lang={text.language} className="grid max-w-[66ch] gap-4 leading-[1.6]">
          {text.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <Agreement text={text} isTicked={isTicked} onTick={setTicked} error={isMissing ? problem : null} />
        {failure !== null && <ErrorBox error={failure} safe={t`Nothing was stored.`} onRetry={submit} />}
        <div className="flex flex-col gap-3 wide:flex-row">
          <Button look="main" type="submit" isOff={isBusy} doing={isBusy ? "busy" : ""} className="wide:min-w-60">
            {isBusy ? <Trans>Starting…</Trans> : <Trans>I agree, continue</Trans>}
          </Button>
          <Button look="tall" onClick={onDecline}>
            <Trans>I don’t agree</Trans>
          </Button>
        </div>
        <Version text={text} />
      </form>
    </Frame>
  );
}

interface AgreementProps {
  text: ConsentText;
  isTicked: boolean;
  onTick: (isTicked: boolean) => void;
  error: string | null;
}

function Agreement({ text, isTicked, onTick, error }: AgreementProps) {
  return (
    <div className="grid gap-2">
      {error !== null && (
        <p id="agreement-error" className="text-label font-[650] text-danger-ink">
          {error}
        </p>
      )}
      <label
        lang={text.language}
        className={`flex cursor-pointer items-start gap-4 rounded-control border-[1.5px] bg-surface px-4 py-4 hover:bg-sunken has-checked:border-petrol has-checked:bg-petrol-soft ${error === null ? "border-line-strong" : "border-danger"}`}
      >
        <input
          id="agreement"
          type="checkbox"
          required
          className="mt-0.5 size-6 flex-none"
          checked={isTicked}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={error === null ? undefined : "agreement-error"}
          onChange={(event) => {
            onTick(event.target.checked);
          }}
        />
        <span className="leading-normal">{text.agreement}</span>
      </label>
    </div>
  );
}

function Version({ text }: { text: ConsentText }) {
  const { version } = text;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
      <p className="text-label text-ink-3">
        <Trans>Version of this text: {version}</Trans>
      </p>
      <Button
        look="quiet"
        className="-mx-3"
        onClick={() => {
          saveText(`aural-${version}.txt`, [text.title, ...text.paragraphs, text.agreement, version].join("\n\n"));
        }}
      >
        <Download aria-hidden="true" />
        <Trans>Download this text</Trans>
      </Button>
    </div>
  );
}
