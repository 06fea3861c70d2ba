import { Trans } from "@lingui/react/macro";

import { type Saving, SaveState } from "../autosave/SaveState";
import { useMay } from "../me";

/** Whether the changes are saved. Before the first change, it says how they are saved, in the same place. */
export function SavingLine({ saving }: { saving: Saving | null }) {
  const canChange = useMay("MEMBER");
  if (!canChange) return null;
  return (
    <div className="min-h-6">
      {saving === null ? (
        <span className="text-label text-ink-2">
          <Trans>Changes are saved automatically.</Trans>
        </span>
      ) : (
        <SaveState state={saving} />
      )}
    </div>
  );
}
