import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { Section } from "../Section";

/** The way to the questions about oneself, which nobody has to take. */
export function AskYourself({ onGo }: { onGo: (step: "yourself") => void }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Two questions about yourself, if you like`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          Your sex, and your race or ethnicity, only to check whether these interviews are fair. No one who judges your
          answers sees it.
        </Trans>
      </p>
      <Button
        className="mt-4 w-full wide:w-auto"
        onClick={() => {
          onGo("yourself");
        }}
      >
        <Trans>See the questions</Trans>
      </Button>
    </Section>
  );
}
