import { Trans, useLingui } from "@lingui/react/macro";

import type { ApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";

/** Why the preview didn't open: the request failed, or changes to the interview could not be saved before. */
export function PreviewError({ error }: { error: ApiError | "unsaved" | null }) {
  const { t } = useLingui();
  if (error === null) return null;
  if (error !== "unsaved") return <ErrorBox error={error} what={t`The preview could not be opened.`} />;
  return (
    <Notice ground="danger" role="alert">
      <Trans>The preview wasn’t opened, because some of your changes aren’t saved. Correct them, then try again.</Trans>
    </Notice>
  );
}
