import { Trans, useLingui } from "@lingui/react/macro";
import { type SubmitEvent, useRef, useState } from "react";

import { api, take } from "../../../api/client";
import type { components } from "../../../api/schema";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { CheckRow } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { FormProblems, problemsOf } from "../../form/FormProblems";
import { LeaveGuard } from "../../form/LeaveGuard";
import { useMe } from "../../me";
import { type EmailTemplates, useChange } from "../useCandidates";
import { EmailTemplateFields, type EmailTemplateText } from "./EmailTemplateFields";

const FIELDS = [
  "invitationSubject",
  "invitationText",
  "reminderSubject",
  "reminderText",
  "remindAfterDays",
  "expireAfterDays",
  "doneNoteTo",
] as const;

interface EmailTemplatesFormProps {
  interviewId: string;
  templates: EmailTemplates;
  canChange: boolean;
  onSaved: (templates: EmailTemplates) => void;
}

const days = (text: string) => (text.trim() === "" ? null : Number(text));

/**
 * What to save: the words if they differ from the built-in ones, or else null, since built-in words follow the
 * interview's language.
 */
function own(
  words: EmailTemplateText,
  before: EmailTemplates["invitation"],
): EmailTemplateText | { subject: null; text: null } {
  const isSame = words.subject === before.subject && words.text === before.text;
  return isSame && before.isBuiltIn ? { subject: null, text: null } : words;
}

export function EmailTemplatesForm({ interviewId, templates, canChange, onSaved }: EmailTemplatesFormProps) {
  const { t } = useLingui();
  const { email } = useMe();
  const [invitation, setInvitation] = useState<EmailTemplateText>(templates.invitation);
  const [reminder, setReminder] = useState<EmailTemplateText>(templates.reminder);
  const [remindAfter, setRemindAfter] = useState(templates.remindAfterDays?.toString() ?? "");
  const [expireAfter, setExpireAfter] = useState(templates.expireAfterDays?.toString() ?? "");
  const [noteTo, setNoteTo] = useState(templates.doneNoteTo);
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
    const first = own(invitation, templates.invitation);
    const second = own(reminder, templates.reminder);
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
        <EmailTemplateFields
          kind="invitation"
          interviewId={interviewId}
          title={t`Invitation`}
          words={invitation}
          placeholders={templates.placeholders}
          problems={problems}
          onChange={setInvitation}
        />
        <EmailTemplateFields
          kind="reminder"
          interviewId={interviewId}
          title={t`Reminder`}
          words={reminder}
          placeholders={templates.placeholders}
          problems={problems}
          onChange={setReminder}
        />
        <section className="grid gap-4 border-t-2 border-ink pt-4 wide:*:w-[calc(50%-1rem)] [&_[inputmode=numeric]]:max-w-[8rem]">
          <h2 className="text-lead font-[650]">
            <Trans>Timing and notifications</Trans>
          </h2>
          <Field
            id="remindAfterDays"
            label={t`Remind after (days)`}
            hint={t`The reminder is sent once, and never after the link has expired. Leave empty for no reminder.`}
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
            hint={t`Leave empty if links shouldn’t expire. You can extend individual links later.`}
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
            <Trans>Email someone when a candidate finishes</Trans>
          </CheckRow>
          {noteTo !== null && (
            <Field
              id="doneNoteTo"
              label={t`Recipient`}
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
          <Trans>Save email settings</Trans>
        </Action>
      )}
    </form>
  );
}
