import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Field } from "../../ui/Field";
import { RadioGroup, Switch } from "../parts/choices";
import type { Draft, SettingsChange } from "./draft";

interface PartProps {
  values: Draft;
  onChange: (change: SettingsChange) => void;
}

/** Whether reviewers rate before they see what the AI suggests. */
export function BlindRating({ values: { blindRating }, onChange }: PartProps) {
  const { t } = useLingui();
  return (
    <RadioGroup
      label={t`Blind rating`}
      name="blind"
      choices={[
        { id: "DEFAULT", name: t`On for hiring, otherwise off` },
        { id: "ON", name: t`On`, hint: t`People rate before they see the AI’s levels` },
        { id: "OFF", name: t`Off`, hint: t`The AI’s levels are seen at once` },
      ]}
      chosen={blindRating === null ? "DEFAULT" : blindRating ? "ON" : "OFF"}
      onChoose={(id) => {
        onChange({ blindRating: id === "DEFAULT" ? null : id === "ON" });
      }}
    />
  );
}

/** How often a candidate may pause, and for how long: the time limit waits meanwhile. */
export function Pauses({ values: { maxPauses, maxPauseMinutes }, onChange }: PartProps) {
  const { t } = useLingui();
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-[650]">
        <Trans>Pauses</Trans>
      </legend>
      <div className="grid gap-3 wide:grid-cols-2">
        <WholeNumber
          label={t`Number of pauses`}
          hint={t`0 to 10`}
          min={0}
          max={10}
          value={maxPauses}
          onNumber={(number) => {
            onChange({ maxPauses: number });
          }}
        />
        <WholeNumber
          label={t`Minutes per pause`}
          hint={t`1 to 60`}
          min={1}
          max={60}
          value={maxPauseMinutes}
          onNumber={(number) => {
            onChange({ maxPauseMinutes: number });
          }}
        />
      </div>
    </fieldset>
  );
}

interface WholeNumberProps {
  label: string;
  hint: string;
  min: number;
  max: number;
  value: number;
  onNumber: (number: number) => void;
}

/** Can be emptied and typed anew: what is no number within the bounds stands only until the field is left. */
export function WholeNumber({ value, onNumber, ...rest }: WholeNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      {...rest}
      type="number"
      value={typed ?? value}
      onChange={({ target }) => {
        const number = Number(target.value);
        setTyped(target.value);
        if (/^\d+$/.test(target.value) && number >= rest.min && number <= rest.max) onNumber(number);
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}

/** Whom candidates turn to, and whether their page notes what may matter for integrity. */
export function ContactAndSignals({ values, onChange }: PartProps) {
  const { t } = useLingui();
  const { contactEmail, antiCheatingEnabled, faceCountEnabled } = values;
  return (
    <>
      <Field
        label={t`Contact for candidates`}
        hint={t`An email address. It also receives requests and problem reports.`}
        type="email"
        value={contactEmail ?? ""}
        onChange={({ target }) => {
          onChange({ contactEmail: target.value || null });
        }}
      />
      <Switch
        checked={antiCheatingEnabled}
        hint={
          <Trans>
            If the candidate agrees, the room notes leaving the page, pasting, copying and similar events. Ask about
            them: they are never part of a score, and no one is rejected because of them.
          </Trans>
        }
        onChange={({ target }) => {
          onChange({ antiCheatingEnabled: target.checked });
        }}
      >
        <Trans>Signals of integrity</Trans>
      </Switch>
      {antiCheatingEnabled && (
        <Switch
          checked={faceCountEnabled}
          hint={
            <Trans>
              If the candidate agrees to this, their browser checks the camera every two seconds and notes when no face,
              or more than one, is visible for some seconds. No picture leaves the browser, and no one is recognized.
              Poor light, a covered face or a poster can mislead it, and it doesn’t work on slow devices. Ask about what
              was noted, and don’t draw conclusions from it.
            </Trans>
          }
          onChange={({ target }) => {
            onChange({ faceCountEnabled: target.checked });
          }}
        >
          <Trans>Number of faces</Trans>
        </Switch>
      )}
    </>
  );
}
