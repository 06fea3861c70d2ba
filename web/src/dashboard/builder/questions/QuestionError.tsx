import { Trans, useLingui } from "@lingui/react/macro";

import { asApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { ChangedError } from "../draft";

/** Why an action on a question failed: someone else changed it first, or the API's error. */
export function QuestionError({ error }: { error: Error }) {
  const { t } = useLingui();
  if (!(error instanceof ChangedError))
    return <ErrorBox error={asApiError(error)} what={t`The action could not be completed. Try again.`} />;
  return (
    <Notice ground="danger" role="alert">
      <Trans>
        Someone else changed this question in the meantime, so it wasn’t deleted. You now see the current version.
      </Trans>
    </Notice>
  );
}
