import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useRef, useState } from "react";

import type { ApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Switch } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Gap } from "../../../ui/language/Gap";
import { TextArea } from "../../../ui/TextArea";
import { FormProblems } from "../../form/FormProblems";
import { type BadLine, readPasted } from "./pasted";
import { type NewCandidate, NOBODY } from "../useCandidates";

const MOST = 500;
const MOST_PROBLEMS = 5;

interface PasteManyProps {
  run: (people: NewCandidate[]) => void;
  error: ApiError | null;
}

/** Many people as text. A line that isn't a person is listed with the reason, and nothing is sent until it is fixed. */
export function PasteMany({ run, error }: PasteManyProps) {
  const { i18n, t } = useLingui();
  const [text, setText] = useState("");
  const [allowsMissingEmail, setAllowed] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { people, problems } = readPasted(text, allowsMissingEmail);
  const bad = error?.details.map(({ path }) => Number(path.split(".")[0])) ?? [];
  const list = new Intl.ListFormat(i18n.locale);
  const names = list.format([...new Set(bad)].map((at) => people[at]?.email ?? people[at]?.name ?? ""));
  const lines = list.format(new Set(problems.map(({ line }) => String(line))));
  const refusal = lines === "" ? undefined : t`Fix or remove these lines first: ${lines}`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setRefused(refusal !== undefined);
    if (refusal !== undefined) {
      announce(refusal, true);
      form.current?.querySelector("textarea")?.focus();
    } else if (people.length > 0) run(people.slice(0, MOST).map((person) => ({ ...NOBODY, ...person })));
  };
  const hasNoEmail = allowsMissingEmail || problems.some(({ problem }) => problem === "NO_EMAIL");
  return (
    <form id="add-many" ref={form} className="grid gap-3" onSubmit={submit}>
      {error !== null &&
        (names === "" ? (
          <ErrorBox error={error} />
        ) : (
          <FormProblems problems={{ many: t`Fix these entries first: ${names}` }} />
        ))}
      <TextArea
        id="many"
        label={t`One person per line`}
        hint={t`For example: Mina Sol, mina@example.com`}
        rows={8}
        className="max-h-80"
        error={isRefused ? refusal : undefined}
        value={text}
        onChange={({ target: { value } }) => {
          setText(value);
        }}
      />
      {problems.length > 0 && <Problems problems={problems} />}
      {hasNoEmail && (
        <Switch
          checked={allowsMissingEmail}
          hint={t`You’ll need to send these candidates their links yourself.`}
          onChange={({ target: { checked } }) => {
            setAllowed(checked);
          }}
        >
          <Trans>Allow candidates without an email address</Trans>
        </Switch>
      )}
      <p role="status" className="text-label text-ink-2">
        <Plural value={people.length} _0="No one yet" one="# person" other="# people" />
        {problems.length > 0 && (
          <>
            {" · "}
            <Plural value={problems.length} one="# line to fix" other="# lines to fix" />
          </>
        )}
        {people.length > MOST && (
          <>
            <Gap />
            <Trans>Only the first {MOST} people are added. To add more, import a file.</Trans>
          </>
        )}
      </p>
    </form>
  );
}

function Problems({ problems }: { problems: readonly BadLine[] }) {
  const { t } = useLingui();
  const more = problems.length - MOST_PROBLEMS;
  return (
    <ul aria-label={t`Lines to fix`} className="grid gap-1 border-s-4 border-danger ps-3 text-label">
      {problems.slice(0, MOST_PROBLEMS).map((bad, at) => (
        // A line may have several problems.
        <li key={at} className="wrap-anywhere">
          <Problem {...bad} />
        </li>
      ))}
      {more > 0 && (
        <li className="text-ink-2">
          <Trans>and {more} more</Trans>
        </li>
      )}
    </ul>
  );
}

const LONGEST_SHOWN = 60;

function Problem({ line, text, problem, sameLine }: BadLine) {
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  switch (problem) {
    case "NO_EMAIL":
      return (
        <Trans>
          Line {line}: “{shown}” has no email address.
        </Trans>
      );
    case "BAD_EMAIL":
      return (
        <Trans>
          Line {line}: “{shown}” doesn’t contain a complete email address.
        </Trans>
      );
    case "SAME_EMAIL":
      return (
        <Trans>
          Line {line}: “{shown}” has the same address as line {sameLine}.
        </Trans>
      );
  }
}
