import { Trans, useLingui } from "@lingui/react/macro";
import type { SubmitEvent } from "react";

import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { CheckRow } from "../../../ui/controls/choices";
import { Field } from "../../../ui/Field";
import { FormProblems, problemsOf } from "../../form/FormProblems";
import { LeaveGuard } from "../../form/LeaveGuard";
import { SettingFailure } from "../../form/SettingForm";
import { useTyped, type Versioned } from "../../form/useSetting";
import { useMe } from "../../me";
import type { EmailTemplateKind, EmailTemplates } from "../useCandidates";
import { EmailTemplateFields, type EmailTemplateText } from "./EmailTemplateFields";
import type { EmailTemplatesChange, EmailTemplatesSetting } from "./useEmailTemplates";

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
  current: Versioned<EmailTemplates>;
  setting: EmailTemplatesSetting;
  canChange: boolean;
}

const days = (text: string) => (text.trim() === "" ? null : Number(text));

/** The text of one email to save: both parts if either was changed, and nothing otherwise. */
function changed(kind: EmailTemplateKind, words: EmailTemplateText, before: EmailTemplates["invitation"]) {
  const isSame = words.subject === before.subject && words.text === before.text;
  return isSame ? {} : { [`${kind}Subject`]: words.subject, [`${kind}Text`]: words.text };
}

/** Every field as it was saved, in the form in which it is edited. */
const draftOf = ({ invitation, reminder, remindAfterDays, expireAfterDays, doneNoteTo }: EmailTemplates) => ({
  invitation: { subject: invitation.subject, text: invitation.text },
  reminder: { subject: reminder.subject, text: reminder.text },
  remindAfter: remindAfterDays?.toString() ?? "",
  expireAfter: expireAfterDays?.toString() ?? "",
  noteTo: doneNoteTo,
});

/** The fields that differ from what was saved. */
function changesOf(draft: ReturnType<typeof draftOf>, templates: EmailTemplates): EmailTemplatesChange {
  const [remindAfterDays, expireAfterDays] = [days(draft.remindAfter), days(draft.expireAfter)];
  const doneNoteTo = draft.noteTo === "" ? null : draft.noteTo;
  return {
    ...changed("invitation", draft.invitation, templates.invitation),
    ...changed("reminder", draft.reminder, templates.reminder),
    ...(remindAfterDays !== templates.remindAfterDays && { remindAfterDays }),
    ...(expireAfterDays !== templates.expireAfterDays && { expireAfterDays }),
    ...(doneNoteTo !== templates.doneNoteTo && { doneNoteTo }),
  };
}

export function EmailTemplatesForm({ interviewId, current, setting, canChange }: EmailTemplatesFormProps) {
  const { t } = useLingui();
  const { email } = useMe();
  const { saved: templates, draft, change, save, reload } = useTyped(setting, current, draftOf);
  const { invitation, reminder, remindAfter, expireAfter, noteTo } = draft;
  const changes = changesOf(draft, templates);
  const { failure } = setting;
  const problems = problemsOf(failure, FIELDS);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save(changes, () => {
      announce(t`Saved`);
    });
  };
  return (
    <form className="grid gap-8" noValidate onSubmit={submit}>
      <LeaveGuard isUnsaved={canChange && Object.keys(changes).length > 0} />
      {failure !== null &&
        (Object.keys(problems).length > 0 ? (
          <FormProblems problems={problems} />
        ) : (
          <SettingFailure error={failure} onReload={reload} />
        ))}
      <fieldset disabled={!canChange} className="grid gap-8">
        <EmailTemplateFields
          kind="invitation"
          interviewId={interviewId}
          title={t`Invitation`}
          words={invitation}
          placeholders={templates.placeholders}
          problems={problems}
          onChange={(words) => {
            change({ invitation: words });
          }}
        />
        <EmailTemplateFields
          kind="reminder"
          interviewId={interviewId}
          title={t`Reminder`}
          words={reminder}
          placeholders={templates.placeholders}
          problems={problems}
          onChange={(words) => {
            change({ reminder: words });
          }}
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
              change({ remindAfter: value.replace(/\D/gu, "") });
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
              change({ expireAfter: value.replace(/\D/gu, "") });
            }}
          />
          <CheckRow
            checked={noteTo !== null}
            onChange={({ target: { checked } }) => {
              change({ noteTo: checked ? email : null });
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
                change({ noteTo: value });
              }}
            />
          )}
        </section>
      </fieldset>
      {canChange && (
        <Action isPrimary type="submit" className="justify-self-start" isOff={setting.isSaving}>
          <Trans>Save email settings</Trans>
        </Action>
      )}
    </form>
  );
}
