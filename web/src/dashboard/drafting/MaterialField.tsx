import { Trans, useLingui } from "@lingui/react/macro";
import { FileText, Globe } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Button } from "../../ui/Button";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { TextArea } from "../../ui/TextArea";
import { problemsOf } from "../form/FormProblems";
import { readFile } from "./events";

interface MaterialFieldProps {
  text: string;
  onChange: (text: string) => void;
}

const addressProblem = (error: ApiError | null) => problemsOf(error, ["url"])["url"];

/** The text of a job, a résumé or notes: pasted, from a file, or from a web page. It is shown before it is used. */
export function MaterialField({ text, onChange }: MaterialFieldProps) {
  const { t } = useLingui();
  const [isBusy, setIsBusy] = useState(false);
  const [isCut, setIsCut] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [isOver, setIsOver] = useState(false);
  const read = async (reading: Promise<{ text: string; isCut: boolean }>) => {
    setIsBusy(true);
    setError(null);
    try {
      const found = await reading;
      onChange(found.text);
      setIsCut(found.isCut);
      announce(t`Text added.`);
    } catch (caught) {
      const failure = asApiError(caught);
      setError(failure);
      const problem = addressProblem(failure);
      if (problem !== undefined) announce(problem, true);
    } finally {
      setIsBusy(false);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void read(readFile(file));
  };
  return (
    <div
      className={`grid gap-3 rounded-panel border-[1.5px] border-dashed p-4 ${isOver ? "border-petrol bg-petrol-soft" : "border-line-strong"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={drop}
    >
      <TextArea
        id="document"
        label={t`Text`}
        hint={t`Paste text, drop a file, or enter a web address. The text itself isn’t stored.`}
        value={text}
        onChange={({ target }) => {
          onChange(target.value);
        }}
        className="max-h-80"
      />
      {isCut && (
        <p className="text-label text-ink-2">
          <Trans>The text was too long, so only the beginning was added.</Trans>
        </p>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <FileButton isBusy={isBusy} onFile={(file) => void read(readFile(file))} />
        <AddressField
          isBusy={isBusy}
          problem={addressProblem(error)}
          onAddress={(url) => void read(take(api.POST("/documents/page", { body: { url } })).then(({ data }) => data))}
        />
      </div>
      <p role="status" className="sr-only">
        {isBusy ? t`Reading the text` : ""}
      </p>
      {error !== null && addressProblem(error) === undefined && (
        <ErrorBox error={error} safe={t`Your text is still here.`} />
      )}
    </div>
  );
}

function FileButton({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File) => void }) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Action isOff={isBusy} onClick={() => input.current?.click()}>
        <FileText aria-hidden="true" />
        {isBusy ? <Trans>Reading the file…</Trans> : <Trans>Choose a file</Trans>}
      </Action>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t`PDF, DOCX, TXT, CSV or XLSX`}
        accept=".pdf,.docx,.txt,.md,.csv,.xlsx,.html"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}

interface AddressFieldProps {
  isBusy: boolean;
  problem: string | undefined;
  onAddress: (url: string) => void;
}

function AddressField({ isBusy, problem, onAddress }: AddressFieldProps) {
  const { t } = useLingui();
  const id = useId();
  const [url, setUrl] = useState("");
  const read = () => {
    if (url.trim()) onAddress(url.trim());
  };
  return (
    <div className="flex min-w-0 grow flex-wrap items-end gap-2">
      <div className="min-w-48 grow">
        <Field
          id={id}
          label={t`Web page address`}
          type="url"
          inputMode="url"
          error={problem}
          value={url}
          onChange={({ target }) => {
            setUrl(target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            read();
          }}
        />
      </div>
      <Button isOff={isBusy || url.trim() === ""} onClick={read}>
        <Globe aria-hidden="true" />
        <Trans>Read the page</Trans>
      </Button>
    </div>
  );
}
