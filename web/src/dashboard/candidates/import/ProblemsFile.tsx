import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";

import { asApiError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { download } from "../../data/download";
import { useSingleMutation } from "../../data/useSingleMutation";

/** The rows of a list that can't be added, as a file to correct elsewhere. */
export function ProblemsFile({ listId }: { listId: string }) {
  const { t } = useLingui();
  const saving = useSingleMutation({ mutationFn: () => download(`/imports/${listId}/problems`) });
  return (
    <div className="grid gap-2">
      <Action
        look="quiet"
        className="justify-self-start"
        isOff={saving.isPending}
        onClick={() => {
          saving.mutate();
        }}
      >
        <Download aria-hidden="true" />
        <Trans>Download the rows to fix</Trans>
      </Action>
      {saving.isError && <ErrorBox error={asApiError(saving.error)} what={t`The file could not be created.`} />}
    </div>
  );
}
