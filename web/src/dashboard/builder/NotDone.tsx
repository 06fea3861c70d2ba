import { Trans, useLingui } from "@lingui/react/macro";

import { asApiError } from "../../api/error";
import { Notice } from "../../ui/Notice";
import { ErrorBox } from "../parts/ErrorBox";
import { ChangedError } from "./draft";

/** Why nothing was done to a question: somebody else was quicker, or what the API said. */
export function NotDone({ error }: { error: Error }) {
  const { t } = useLingui();
  if (!(error instanceof ChangedError)) return <ErrorBox error={asApiError(error)} what={t`This could not be done.`} />;
  return (
    <Notice ground="danger" role="alert">
      <Trans>Someone else changed this question in the meantime. It is shown as it is now, and was not deleted.</Trans>
    </Notice>
  );
}
