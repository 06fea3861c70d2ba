import { Trans } from "@lingui/react/macro";

import { Switch } from "../../../ui/controls/choices";
import type { FieldsProps } from "./fields";

/** Whether the candidate's page records integrity signals. */
export function Integrity({ values: { antiCheatingEnabled, faceCountEnabled }, onChange }: FieldsProps) {
  return (
    <>
      <Switch
        checked={antiCheatingEnabled}
        hint={
          <Trans>
            With the candidate’s consent, events such as leaving the page, pasting and copying are noted. Use them only
            as prompts for questions: they’re never part of a score, and no one is rejected because of them.
          </Trans>
        }
        onChange={({ target }) => {
          onChange({ antiCheatingEnabled: target.checked });
        }}
      >
        <Trans>Integrity signals</Trans>
      </Switch>
      {antiCheatingEnabled && (
        <Switch
          checked={faceCountEnabled}
          hint={
            <Trans>
              If the candidate agrees to this, their browser checks the camera every two seconds and notes when no face,
              or more than one, is visible for a few seconds. No picture leaves the browser, and no one is identified.
              Poor light, a covered face or a poster can mislead the check, and it doesn’t work on slow devices. Ask
              about what was noted, and don’t draw conclusions from it.
            </Trans>
          }
          onChange={({ target }) => {
            onChange({ faceCountEnabled: target.checked });
          }}
        >
          <Trans>Face count</Trans>
        </Switch>
      )}
    </>
  );
}
