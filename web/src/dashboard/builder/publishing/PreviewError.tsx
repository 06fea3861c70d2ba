import { Trans, useLingui } from "@lingui/react/macro";

import type { ApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Gap } from "../../../ui/language/Gap";
import { Notice } from "../../../ui/Notice";
import type { Stuck } from "../../autosave/unsaved";
import { WhyUnsaved } from "./WhyUnsaved";

/** Why the preview didn't open: the request failed, or changes to the interview could not be saved before. */
export function PreviewError({ error }: { error: ApiError | Stuck | null }) {
  const { t } = useLingui();
  if (error === null) return null;
  if (typeof error !== "string") return <ErrorBox error={error} what={t`The preview could not be opened.`} />;
  return (
    <Notice ground="danger" role="alert">
      <Trans>The preview wasn’t opened.</Trans>
      <Gap />
      <WhyUnsaved stuck={error} />
    </Notice>
  );
}
