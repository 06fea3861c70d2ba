import { Trans, useLingui } from "@lingui/react/macro";

import { api, take } from "../../../api/client";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Field } from "../../../ui/Field";
import { TextArea } from "../../../ui/TextArea";
import type { FieldProblems } from "../../form/FormProblems";
import { type EmailTemplateKind, useChange } from "../useCandidates";

export interface EmailTemplateText {
  subject: string;
  text: string;
}

interface EmailTemplateFieldsProps {
  kind: EmailTemplateKind;
  interviewId: string;
  title: string;
  words: EmailTemplateText;
  placeholders: readonly string[];
  problems: FieldProblems;
  onChange: (words: EmailTemplateText) => void;
}

/** The text of one email template, and a preview of it. */
export function EmailTemplateFields(props: EmailTemplateFieldsProps) {
  const { kind, interviewId, title, words, placeholders, problems, onChange } = props;
  const { t } = useLingui();
  const known = placeholders.map((name) => `{${name}}`).join(" ");
  const preview = useChange(() =>
    take(
      api.POST("/interviews/{id}/letter-preview", {
        params: { path: { id: interviewId } },
        body: { kind, subject: words.subject, text: words.text, candidateId: null },
      }),
    ),
  );
  const shown = preview.made?.data;
  return (
    <section aria-label={title} className="grid gap-4 border-t-2 border-ink pt-4 wide:grid-cols-2 wide:gap-8">
      <div className="grid content-start gap-4">
        <h2 className="text-lead font-[650]">{title}</h2>
        <Field
          id={`${kind}Subject`}
          label={t`Subject`}
          error={problems[`${kind}Subject`]}
          value={words.subject}
          onChange={({ target: { value } }) => {
            onChange({ ...words, subject: value });
          }}
        />
        <TextArea
          id={`${kind}Text`}
          label={t`Text`}
          className="min-h-64"
          hint={t`Available placeholders: ${known}. Lines with an empty placeholder are left out.`}
          error={problems[`${kind}Text`]}
          value={words.text}
          onChange={({ target: { value } }) => {
            onChange({ ...words, text: value });
          }}
        />
        <Action
          className="justify-self-start"
          isOff={preview.isBusy}
          onClick={() => {
            preview.run(undefined);
          }}
        >
          <Trans>Preview</Trans>
        </Action>
      </div>
      <div aria-live="polite" className="grid content-start gap-3">
        {preview.error !== null && <ErrorBox error={preview.error} what={t`The preview could not be created.`} />}
        {shown !== undefined && (
          <article aria-label={t`Preview`} className="grid gap-3 rounded-panel border border-line bg-surface p-5">
            <h3 className="font-[650] wrap-anywhere">{shown.subject}</h3>
            <p className="text-label whitespace-pre-wrap wrap-anywhere">{shown.text}</p>
          </article>
        )}
      </div>
    </section>
  );
}
