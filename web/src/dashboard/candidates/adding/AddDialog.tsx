import { Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useState } from "react";

import type { ApiError } from "../../../api/error";
import { Action, ActionLink } from "../../../ui/controls/Action";
import { Tabs } from "../../../ui/controls/Tabs";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { Modal } from "../../../ui/overlay/Modal";
import { TextArea } from "../../../ui/TextArea";
import { FormProblems, problemsOf } from "../../form/FormProblems";
import { PasteMany } from "./PasteMany";
import { type NewCandidate, NOBODY, useAdding } from "../useCandidates";

type Way = "one" | "many" | "file";
const FIELDS = ["name", "email", "phone", "notes"] as const;

interface AddDialogProps {
  interviewId: string;
  onClose: () => void;
}

/** Adds one person or many pasted ones, or leads to the import of files. */
export function AddDialog({ interviewId, onClose }: AddDialogProps) {
  const { t } = useLingui();
  const [way, setWay] = useState<Way>("one");
  const add = useAdding(interviewId, onClose);
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
        label={t`How to add candidates`}
        chosen={way}
        onChoose={(next) => {
          add.forget();
          setWay(next);
        }}
        tabs={[
          { id: "one", title: t`One person`, content: <One {...add} /> },
          { id: "many", title: t`Paste a list`, content: <PasteMany {...add} /> },
          { id: "file", title: t`From a file`, content: <Files interviewId={interviewId} /> },
        ]}
      />
    </Modal>
  );
}

interface WayProps {
  run: (people: NewCandidate[]) => void;
  error: ApiError | null;
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
        hint={t`For your team. Candidates never see these notes.`}
        error={problems["0.notes"]}
        value={person.notes}
        onChange={({ target: { value } }) => {
          set("notes", value);
        }}
      />
    </form>
  );
}

function Files({ interviewId }: { interviewId: string }) {
  const params = { interviewId };
  return (
    <div className="grid justify-items-start gap-3">
      <p>
        <Trans>Import a spreadsheet or résumés. You can check everything before anyone is added.</Trans>
      </p>
      <ActionLink to="/interviews/$interviewId/candidates/import" params={params} isPrimary>
        <Trans>Import a CSV or XLSX list</Trans>
      </ActionLink>
      <ActionLink to="/interviews/$interviewId/candidates/resumes" params={params}>
        <Trans>Import résumés</Trans>
      </ActionLink>
    </div>
  );
}
