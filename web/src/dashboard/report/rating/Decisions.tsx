import { Trans, useLingui } from "@lingui/react/macro";

import { When } from "../../../ui/language/When";
import { Section } from "../../../ui/Section";
import { DecisionWord } from "../../sessions/SessionStatus";
import type { Decision } from "../useReport";

/** People's decisions, the newest first. The newest is the valid one. */
export function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Decision`} anchor="decision" aside={<Trans>By a person. The AI never decides.</Trans>}>
      {decisions.length === 0 ? (
        <p className="text-ink-2">
          <Trans>No decision yet.</Trans>
        </p>
      ) : (
        <ol className="grid gap-2">
          {decisions.map(({ id, verdict, reason, person, preliminary, createdAt }, index) => (
            <li key={id} className={index === 0 ? "" : "text-label text-ink-2"}>
              <DecisionWord decision={verdict} /> <strong className="font-[650]">{person}</strong>,{" "}
              <When at={createdAt} />
              {preliminary && (
                <>
                  {" · "}
                  <Trans>The report was preliminary</Trans>
                </>
              )}
              <p>
                <q className="font-voice">{reason}</q>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
