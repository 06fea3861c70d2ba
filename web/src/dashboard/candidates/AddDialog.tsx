import { plural } from "@lingui/core/macro";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { Action, ActionLink } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { FormProblems, problemsOf } from "../parts/FormProblems";
import { Modal } from "../parts/Modal";
import { Tabs } from "../parts/Tabs";
import { TextArea } from "../parts/TextArea";
import { type NewCandidate, NOBODY, useChange } from "./data";
import { readPasted } from "./pasted";

type Way = "one" | "many" | "file";
const MOST = 500;
const FIELDS = ["name", "email", "phone", "notes"] as const;

interface AddDialogProps {
  interviewId: string;
  onClose: () => void;
}

/** One person, many pasted ones, or the ways to a file. */
export function AddDialog({ interviewId, onClose }: AddDialogProps) {
  const { t } = useLingui();
  const [way, setWay] = useState<Way>("one");
  const add = useChange(
    (body: NewCandidate[]) =>
      take(api.POST("/interviews/{id}/candidates", { params: { path: { id: interviewId } }, body })),
    ({ data }) => {
      const count = data.length;
      announce(plural(count, { one: "# candidate added", other: "# candidates added" }));
      onClose();
    },
  );
  return (
    <Modal
      title={t`Add candidates`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          {way !== "file" && (
            <Action isPrimary type="submit" form={`add-${way}`} isOff={add.isBusy}>
              {way === "one" ? <Trans>Add this candidate</Trans> : <Trans>Add these candidates</Trans>}
            </Action>
          )}
        </>
      }
    >
      <Tabs
        label={t`How to add`}
        chosen={way}
        onChoose={(next) => {
          add.forget();
          setWay(next);
        }}
        tabs={[
          { id: "one", title: t`One`, content: <One {...add} /> },
          { id: "many", title: t`Paste many`, content: <Many {...add} /> },
          { id: "file", title: t`From a file`, content: <Files interviewId={interviewId} /> },
        ]}
      />
    </Modal>
  );
}

interface WayProps {
  run: (people: NewCandidate[]) => void;
  error: ReturnType<typeof useChange<NewCandidate[], unknown>>["error"];
}

function One({ run, error }: WayProps) {
  const { t } = useLingui();
  const [person, setPerson] = useState<Record<(typeof FIELDS)[number], string>>({
    name: "",
    email: "",
    phone: "",
    notes: "",
  });
  const problems = problemsOf(
    error,
    FIELDS.map((field) => `0.${field}`),
  );
  const labels = { name: t`Name`, email: t`Email`, phone: t`Phone` };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const filled = FIELDS.filter((field) => person[field].trim() !== "");
    run([{ ...NOBODY, ...Object.fromEntries(filled.map((field) => [field, person[field]])) }]);
  };
  const set = (field: (typeof FIELDS)[number], value: string) => {
    setPerson({ ...person, [field]: value });
  };
  return (
    <form id="add-one" className="grid gap-3" noValidate onSubmit={submit}>
      {error !== null &&
        (Object.keys(problems).length > 0 ? <FormProblems problems={problems} /> : <ErrorBox error={error} />)}
      {(["name", "email", "phone"] as const).map((field) => (
        <Field
          key={field}
          id={`0.${field}`}
          label={labels[field]}
          error={problems[`0.${field}`]}
          type={field === "email" ? "email" : field === "phone" ? "tel" : "text"}
          autoComplete="off"
          value={person[field]}
          onChange={({ target: { value } }) => {
            set(field, value);
          }}
        />
      ))}
      <TextArea
        id="0.notes"
        label={t`Notes`}
        hint={t`For your team. Candidates never see them.`}
        error={problems["0.notes"]}
        value={person.notes}
        onChange={({ target: { value } }) => {
          set("notes", value);
        }}
      />
    </form>
  );
}

function Many({ run, error }: WayProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const people = readPasted(text);
  const bad = error?.details.map(({ path }) => Number(path.split(".")[0])) ?? [];
  const names = [...new Set(bad)].map((at) => people[at]?.email ?? people[at]?.name ?? "").join(", ");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (people.length > 0) run(people.slice(0, MOST).map((person) => ({ ...NOBODY, ...person })));
  };
  return (
    <form id="add-many" className="grid gap-3" onSubmit={submit}>
      {error !== null &&
        (names === "" ? (
          <ErrorBox error={error} />
        ) : (
          <FormProblems problems={{ many: t`Fix these first: ${names}` }} />
        ))}
      <TextArea
        id="many"
        label={t`One person per line`}
        hint={t`For example: Mina Sol, mina@example.com`}
        rows={8}
        value={text}
        onChange={({ target: { value } }) => {
          setText(value);
        }}
      />
      <p role="status" className="text-label text-ink-2">
        <Plural value={people.length} _0="No one yet" one="# person" other="# people" />
        {people.length > MOST && (
          <>
            {" "}
            <Trans>Only the first {MOST} are added. Import a file for more.</Trans>
          </>
        )}
      </p>
    </form>
  );
}

function Files({ interviewId }: { interviewId: string }) {
  const params = { interviewId };
  return (
    <div className="grid justify-items-start gap-3">
      <p>
        <Trans>A list from a spreadsheet, or résumés. You see everything before anyone is added.</Trans>
      </p>
      <ActionLink to="/interviews/$interviewId/candidates/import" params={params} isPrimary>
        <Trans>Import a CSV or XLSX list</Trans>
      </ActionLink>
      <ActionLink to="/interviews/$interviewId/candidates/resumes" params={params}>
        <Trans>Read résumés</Trans>
      </ActionLink>
    </div>
  );
}
