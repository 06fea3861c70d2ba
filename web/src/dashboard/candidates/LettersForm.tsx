import { Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useRef, useState } from "react";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Field } from "../../ui/Field";
import { useMe } from "../me";
import { Action } from "../parts/Action";
import { CheckRow } from "../parts/choices";
import { ErrorBox } from "../parts/ErrorBox";
import { FormProblems, problemsOf } from "../parts/FormProblems";
import { LeaveGuard } from "../parts/LeaveGuard";
import { type Letters, useChange } from "./data";
import { LetterFields, type LetterWords } from "./LetterFields";

const FIELDS = [
  "invitationSubject",
  "invitationText",
  "reminderSubject",
  "reminderText",
  "remindAfterDays",
  "expireAfterDays",
  "doneNoteTo",
] as const;

interface LettersFormProps {
  interviewId: string;
  letters: Letters;
  canChange: boolean;
  onSaved: (letters: Letters) => void;
}

const days = (text: string) => (text.trim() === "" ? null : Number(text));

/** What differs from the built-in words is kept; the built-in ones follow the interview's language. */
function own(words: LetterWords, before: Letters["invitation"]): LetterWords | { subject: null; text: null } {
  const isSame = words.subject === before.subject && words.text === before.text;
  return isSame && before.isBuiltIn ? { subject: null, text: null } : words;
}

export function LettersForm({ interviewId, letters, canChange, onSaved }: LettersFormProps) {
  const { t } = useLingui();
  const { email } = useMe();
  const [invitation, setInvitation] = useState<LetterWords>(letters.invitation);
  const [reminder, setReminder] = useState<LetterWords>(letters.reminder);
  const [remindAfter, setRemindAfter] = useState(letters.remindAfterDays?.toString() ?? "");
  const [expireAfter, setExpireAfter] = useState(letters.expireAfterDays?.toString() ?? "");
  const [noteTo, setNoteTo] = useState(letters.doneNoteTo);
  const words = [invitation, reminder].map(({ subject, text }) => [subject, text]);
  const written = JSON.stringify([words, remindAfter, expireAfter, noteTo]);
  const [saved, setSaved] = useState(written);
  const sent = useRef(written);
  const save = useChange(
    (body: components["schemas"]["LettersChange"]) =>
      take(api.PATCH("/interviews/{id}/letters", { params: { path: { id: interviewId } }, body })),
    ({ data }) => {
      onSaved(data);
      setSaved(sent.current);
      announce(t`Saved`);
    },
  );
  const problems = problemsOf(save.error, FIELDS);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const first = own(invitation, letters.invitation);
    const second = own(reminder, letters.reminder);
    sent.current = written;
    save.run({
      invitationSubject: first.subject,
      invitationText: first.text,
      reminderSubject: second.subject,
      reminderText: second.text,
      remindAfterDays: days(remindAfter),
      expireAfterDays: days(expireAfter),
      doneNoteTo: noteTo === "" ? null : noteTo,
    });
  };
  return (
    <form className="grid gap-8" noValidate onSubmit={submit}>
      <LeaveGuard isUnsaved={canChange && written !== saved} />
      {save.error !== null &&
        (Object.keys(problems).length > 0 ? <FormProblems problems={problems} /> : <ErrorBox error={save.error} />)}
      <fieldset disabled={!canChange} className="grid gap-8">
        <LetterFields
          kind="invitation"
          interviewId={interviewId}
          title={t`Invitation`}
          words={invitation}
          placeholders={letters.placeholders}
          problems={problems}
          onChange={setInvitation}
        />
        <LetterFields
          kind="reminder"
          interviewId={interviewId}
          title={t`Reminder`}
          words={reminder}
          placeholders={letters.placeholders}
          problems={problems}
          onChange={setReminder}
        />
        <section className="grid gap-4 border-t-2 border-ink pt-4 wide:*:w-[calc(50%-1rem)]">
          <h2 className="text-lead font-[650]">
            <Trans>When</Trans>
          </h2>
          <Field
            id="remindAfterDays"
            label={t`Remind after (days)`}
            hint={t`Sent once, and never after the link has expired. Leave empty for no reminder.`}
            error={problems["remindAfterDays"]}
            inputMode="numeric"
            value={remindAfter}
            onChange={({ target: { value } }) => {
              setRemindAfter(value.replace(/\D/gu, ""));
            }}
          />
          <Field
            id="expireAfterDays"
            label={t`New links expire after (days)`}
            hint={t`Leave empty for links that don’t expire. You can extend each one.`}
            error={problems["expireAfterDays"]}
            inputMode="numeric"
            value={expireAfter}
            onChange={({ target: { value } }) => {
              setExpireAfter(value.replace(/\D/gu, ""));
            }}
          />
          <CheckRow
            checked={noteTo !== null}
            onChange={({ target: { checked } }) => {
              setNoteTo(checked ? email : null);
            }}
          >
            <Trans>Notify someone when a session is done</Trans>
          </CheckRow>
          {noteTo !== null && (
            <Field
              id="doneNoteTo"
              label={t`Recipients`}
              type="email"
              error={problems["doneNoteTo"]}
              value={noteTo}
              onChange={({ target: { value } }) => {
                setNoteTo(value);
              }}
            />
          )}
        </section>
      </fieldset>
      {canChange && (
        <Action isPrimary type="submit" className="justify-self-start" isOff={save.isBusy}>
          <Trans>Save the emails</Trans>
        </Action>
      )}
    </form>
  );
}
