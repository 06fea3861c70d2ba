import { Trans, useLingui } from "@lingui/react/macro";

import { Field } from "../../ui/Field";
import { RadioGroup, Switch } from "../parts/choices";
import { TextArea } from "../parts/TextArea";
import type { Draft } from "./draft";
import { BlindRating, ContactAndSignals, Pauses } from "./MoreRules";
import { SavedForm } from "./SavedForm";
import { useSettings } from "./useSettings";
import { useVoiceNote } from "./useVoiceNote";

/** What the interview is for, how long it may take, and in which ways it can be taken. */
export function RulesTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const form = useSettings(draft);
  const { values, change } = form;
  return (
    <SavedForm {...form}>
      <Field
        label={t`Title`}
        value={values.title}
        maxLength={200}
        onChange={({ target }) => {
          change({ title: target.value });
        }}
      />
      <TextArea
        label={t`Description for candidates`}
        value={values.description ?? ""}
        maxLength={5000}
        onChange={({ target }) => {
          change({ description: target.value || null });
        }}
      />
      <TextArea
        label={t`What you want to learn`}
        hint={t`For you and the report; candidates do not see it`}
        value={values.objective ?? ""}
        maxLength={5000}
        onChange={({ target }) => {
          change({ objective: target.value || null });
        }}
      />
      <RadioGroup
        label={t`Purpose`}
        name="purpose"
        choices={[
          { id: "HIRING", name: t`Hiring` },
          { id: "RESEARCH", name: t`Research` },
          { id: "PRACTICE", name: t`Practice`, hint: t`Sessions are never compared` },
        ]}
        chosen={values.purpose}
        onChoose={(purpose) => {
          change({ purpose });
        }}
      />
      <Field
        label={t`Time limit in minutes`}
        hint={t`Empty for no limit`}
        type="number"
        min={1}
        max={480}
        value={values.timeLimitMinutes ?? ""}
        onChange={({ target }) => {
          change({ timeLimitMinutes: target.value === "" ? null : Number(target.value) });
        }}
      />
      <Modes values={values} onChange={change} />
      <Pauses values={values} onChange={change} />
      <BlindRating values={values} onChange={change} />
      <ContactAndSignals values={values} onChange={change} />
    </SavedForm>
  );
}

type Modes = Pick<Draft, "chatEnabled" | "voiceEnabled" | "videoEnabled" | "language">;

function Modes({ values, onChange }: { values: Modes; onChange: (change: Partial<Modes>) => void }) {
  const note = useVoiceNote(values.language);
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-[650]">
        <Trans>Modes</Trans>
      </legend>
      <Switch
        checked={values.chatEnabled}
        disabled={!values.voiceEnabled}
        hint={!values.voiceEnabled && <Trans>At least one of chat and voice stays on.</Trans>}
        onChange={({ target }) => {
          onChange({ chatEnabled: target.checked });
        }}
      >
        <Trans>By chat</Trans>
      </Switch>
      <Switch
        checked={values.voiceEnabled}
        disabled={!values.chatEnabled}
        hint={values.voiceEnabled && note}
        onChange={({ target }) => {
          onChange({ voiceEnabled: target.checked });
        }}
      >
        <Trans>By voice</Trans>
      </Switch>
      <Switch
        checked={values.videoEnabled}
        onChange={({ target }) => {
          onChange({ videoEnabled: target.checked });
        }}
      >
        <Trans>With video</Trans>
      </Switch>
    </fieldset>
  );
}
