import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { useState } from "react";

import { announce } from "../../../ui/Announcer";
import { Button } from "../../../ui/Button";
import { isUnanswered } from "../../link/http";
import { ErrorBox } from "../../page/ErrorBox";
import { Frame, Heading } from "../../page/Frame";
import type { Interview } from "../../link/protocol";
import { Identified } from "../Identified";
import { RadioRows } from "../review/RadioRows";
import { getYourself, putYourself, type Yourself } from "../records";
import { useGroups } from "./useGroups";
import { useIdentified } from "../useIdentified";
import { useTask } from "../useTask";

interface YourselfPageProps {
  slug: string;
  token: string | null;
  interview: Interview | null;
  onGo: (step: "rights") => void;
}

/**
 * Optional questions about sex and ethnicity. The answers are counted to check fairness, and no one who assesses
 * candidates sees them.
 */
export default function YourselfPage({ slug, token, interview, onGo }: YourselfPageProps) {
  const { t } = useLingui();
  const box = useIdentified(slug, token, getYourself);
  return (
    <Identified box={box} interview={interview} heading={t`About yourself (optional)`}>
      {(yourself) => (
        <Form
          slug={slug}
          yourself={yourself}
          interview={{ ...interview, title: yourself.title, organizationName: yourself.organizationName }}
          onLeave={() => {
            onGo("rights");
          }}
        />
      )}
    </Identified>
  );
}

interface FormProps {
  slug: string;
  yourself: Yourself;
  interview: Interview;
  onLeave: () => void;
}

type Said = Pick<Yourself, "sex" | "ethnicity">;
const NOTHING: Said = { sex: null, ethnicity: null };

function Form({ slug, yourself, interview, onLeave }: FormProps) {
  const { t } = useLingui();
  const groups = useGroups();
  const [said, setSaid] = useState<Said>({ sex: yourself.sex, ethnicity: yourself.ethnicity });
  const [isKept, setKept] = useState(yourself.answeredAt !== null);
  const [done, setDone] = useState<string | null>(null);
  const finish = (words: string, isAnswered: boolean) => {
    setKept(isAnswered);
    setDone(words);
    announce(words);
  };
  const saving = useTask(async () => {
    await putYourself(slug, said);
    finish(t`Saved. Thank you.`, true);
  });
  const deleting = useTask(async () => {
    await putYourself(slug, NOTHING);
    setSaid(NOTHING);
    finish(t`Deleted. Nothing was kept.`, false);
  });
  const choose = (part: Partial<Said>) => {
    setDone(null);
    setSaid({ ...said, ...part });
  };
  const failed = saving.failure === null ? deleting : saving;
  const isEmpty = said.sex === null && said.ethnicity === null;
  return (
    <Frame interview={interview} title={t`About yourself (optional)`}>
      <form
        className="grid gap-8 pb-12"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) saving.run();
        }}
      >
        <Why organization={yourself.organizationName} isAsked={yourself.isAsked} />
        {yourself.isAsked && (
          <>
            <RadioRows
              legend={t`Sex`}
              name="sex"
              choices={groups(yourself.sexes)}
              chosen={said.sex}
              onChoose={(sex) => {
                choose({ sex });
              }}
            />
            <RadioRows
              legend={t`Race or ethnicity`}
              name="ethnicity"
              choices={groups(yourself.ethnicities)}
              chosen={said.ethnicity}
              onChoose={(ethnicity) => {
                choose({ ethnicity });
              }}
            />
          </>
        )}
        {failed.failure !== null && (
          <ErrorBox
            error={failed.failure}
            safe={
              isUnanswered(failed.failure)
                ? t`We don’t know whether this took effect. You can safely try again.`
                : t`Nothing was changed.`
            }
            onRetry={failed.run}
          />
        )}
        {done !== null && (
          <p className="flex items-center gap-2 font-[650] text-good-ink">
            <Check aria-hidden="true" />
            {done}
          </p>
        )}
        <div className="flex flex-col gap-3 wide:flex-row">
          {yourself.isAsked && (
            <Button look="main" type="submit" isOff={saving.isBusy || isEmpty}>
              <Trans>Save</Trans>
            </Button>
          )}
          {isKept && (
            <Button look="tall" isOff={deleting.isBusy} onClick={deleting.run}>
              <Trans>Delete my answers</Trans>
            </Button>
          )}
          <Button look="tall" onClick={onLeave}>
            <Trans>Your data and your rights</Trans>
          </Button>
        </div>
      </form>
    </Frame>
  );
}

function Why({ organization, isAsked }: { organization: string; isAsked: boolean }) {
  return (
    <div className="grid gap-3">
      <Heading takesFocus>
        <Trans>About yourself (optional)</Trans>
      </Heading>
      {isAsked ? (
        <>
          <p className="max-w-[60ch] leading-[1.6]">
            <Trans>
              {organization} would like to check whether its interviews treat all groups fairly. You don’t have to
              answer, and your answer won’t affect you in any way.
            </Trans>
          </p>
          <p className="max-w-[60ch] leading-[1.6] text-ink-2">
            <Trans>
              Reviewers and the people who make the decision don’t see these answers, and no report contains them. Your
              answers are only counted together with other people’s. You can change or delete them here at any time.
            </Trans>
          </p>
        </>
      ) : (
        <p className="max-w-[60ch] leading-[1.6]">
          <Trans>This interview doesn’t ask for this information.</Trans>
        </p>
      )}
    </div>
  );
}
