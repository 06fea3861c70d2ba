import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import type { Change } from "../drafting/refinement";
import { RefinePanel } from "../drafting/RefinePanel";
import { applyChange, GoneError, refinedOf } from "./applying";
import { type Draft, draftQuery } from "./draft";

/** Changes the interview by an instruction in plain words. The proposed changes are shown and applied one by one. */
export function Refine({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const apply = useMutation({
    // One after the other, because each starts from the result of the previous one.
    scope: { id: `refine-${draft.id}` },
    mutationFn: (change: Change) => applyChange(draft.id, change),
    onSuccess: () => {
      announce(t`The change was applied`);
    },
    onSettled: () => client.invalidateQueries(draftQuery(draft.id)),
  });
  return (
    <details className="group border-t-2 border-ink pt-4">
      <summary className="dense flex cursor-pointer items-center">
        <ChevronRight aria-hidden="true" className="me-2 group-open:rotate-90 rtl:-scale-x-100" />
        <h2 className="text-lead font-[650]">
          <Trans>Make changes in plain words</Trans>
        </h2>
      </summary>
      <div className="mt-3 grid max-w-(--measure) gap-4">
        {apply.error instanceof GoneError ? (
          <Notice ground="warning" role="alert">
            <Trans>
              This part has changed since the preview, so the change wasn’t applied. Preview the changes again to get
              new proposals.
            </Trans>
          </Notice>
        ) : (
          apply.error !== null && (
            <ErrorBox
              error={asApiError(apply.error)}
              what={t`The change was not applied.`}
              safe={t`The interview was not changed.`}
              onRetry={() => {
                apply.mutate(apply.variables);
              }}
            />
          )
        )}
        <RefinePanel draft={refinedOf(draft)} onApply={apply.mutate} />
      </div>
    </details>
  );
}
