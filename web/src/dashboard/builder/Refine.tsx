import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";

import { announce } from "../../ui/Announcer";
import type { Change } from "../drafting/refinement";
import { RefinePanel } from "../drafting/RefinePanel";
import { applyChange, refinedOf } from "./applying";
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
        <RefinePanel draft={refinedOf(draft)} isApplying={apply.isPending} onApply={apply.mutateAsync} />
      </div>
    </details>
  );
}
