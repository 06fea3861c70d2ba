import { Trans, useLingui } from "@lingui/react/macro";

import { dayAndTime } from "../conversation/format";

/** The number of the erasure receipt, to quote in any inquiry. */
export function ErasedBy({ id, at }: { id: string; at: string }) {
  const { i18n } = useLingui();
  const when = dayAndTime(at, i18n.locale);
  return (
    <Trans>
      Erasure receipt <code className="font-mono whitespace-nowrap">{id}</code>, {when}.
    </Trans>
  );
}
