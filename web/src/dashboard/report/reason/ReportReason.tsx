import { useLingui } from "@lingui/react";
import { Fragment, type ReactNode } from "react";

import { Gap } from "../../../ui/language/Gap";
import { Untranslated } from "../../../ui/language/Untranslated";
import { passagesOf } from "./passages";

/** Why a report is as it is. Passages that aren't known in the page's language are marked as English. */
export function ReportReason({ reason }: { reason: string | null }): ReactNode {
  const { i18n } = useLingui();
  if (reason === null || i18n.locale.startsWith("en")) return reason;
  return passagesOf(reason, i18n).map(({ said, shown }, index) => (
    <Fragment key={said}>
      {index > 0 && <Gap />}
      {shown ?? <Untranslated text={said} />}
    </Fragment>
  ));
}
