import { Trans, useLingui } from "@lingui/react/macro";

import { asApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { ChangedError } from "../draft";
import type { HeadChange } from "./useHeadChange";

interface HeadErrorProps {
  change: HeadChange;
  /** The field is still open with the title that was not saved, and its button saves it again. */
  isTitleOpen?: boolean;
}

/** Why the title or the mode was not changed. */
export function HeadError({ change: { error, variables, mutate }, isTitleOpen = false }: HeadErrorProps) {
  const { t } = useLingui();
  if (error === null) return null;
  if (error instanceof ChangedError)
    return (
      <Notice ground="danger" role="alert">
        <Trans>
          Someone else changed the interview in the meantime, so your change wasn’t saved. You now see the current
          version.
        </Trans>
      </Notice>
    );
  if (isTitleOpen)
    return (
      <ErrorBox
        error={asApiError(error)}
        what={t`The title was not saved.`}
        kept={t`Your text is still in the field.`}
      />
    );
  return (
    <ErrorBox
      error={asApiError(error)}
      what={t`Your changes could not be saved.`}
      onRetry={() => {
        mutate(variables);
      }}
    />
  );
}
