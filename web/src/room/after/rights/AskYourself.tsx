import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../../ui/Button";
import { Section } from "../../page/Section";

/** Leads to the optional questions about the person. */
export function AskYourself({ onGo }: { onGo: (step: "yourself") => void }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Two optional questions about yourself`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          The questions ask for your sex and your race or ethnicity, only to check whether these interviews are fair.
          Reviewers don’t see what you enter.
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
