import { Trans } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";
import { When } from "../../ui/language/When";
import { Notice } from "../../ui/Notice";
import type { Session } from "./useReport";

/** Says that the report may still change, and until when. */
export function Preliminary({ session: { preliminaryUntil } }: { session: Session }) {
  if (preliminaryUntil === null) return null;
  return (
    <Notice>
      <p>
        <strong className="font-[650]">
          <Trans>Preliminary.</Trans>
        </strong>
        <Gap />
        <Trans>
          The candidate can check the transcript until <When at={preliminaryUntil} />. Corrections change this report.
        </Trans>
      </p>
    </Notice>
  );
}
