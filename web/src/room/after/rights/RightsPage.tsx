import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";
import { useState } from "react";

import { Button, LinkButton } from "../../../ui/Button";
import { deadline } from "../../conversation/format";
import { Frame, Heading } from "../../page/Frame";
import { Contact } from "../../entry/Contact";
import type { Interview } from "../../link/protocol";
import { Section } from "../../page/Section";
import { AskYourself } from "./AskYourself";
import { Erase } from "./Erase";
import { ReceiptPage } from "./ReceiptPage";
import { HumanReview, YourRequests } from "./HumanReview";
import { Consents, WhatIsHeld, WhoHasSeen } from "./Known";
import { Identified } from "../Identified";
import { ProveAddress } from "../ProveAddress";
import { exportAddress, getRights, type Receipt, type Rights } from "../records";
import { useIdentified } from "../useIdentified";
import { Withdraw } from "./Withdraw";

interface RightsPageProps {
  slug: string;
  token: string | null;
  interview: Interview | null;
  onGo: (step: "review" | "yourself") => void;
  /** Loads again what the link leads to. */
  onReload: () => void;
}

/** The data that is stored about a person, who has seen it, and what they can do about it, without an account. */
export default function RightsPage({ slug, token, interview, onGo, onReload }: RightsPageProps) {
  const { t } = useLingui();
  const box = useIdentified(slug, token, getRights);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  if (receipt !== null) return <ReceiptPage receipt={receipt} interview={interview} />;
  return (
    <Identified box={box} interview={interview} heading={t`Your data and your rights`}>
      {(rights) => (
        <Held
          slug={slug}
          rights={rights}
          interview={{ ...interview, title: rights.title, organizationName: rights.organizationName }}
          onChanged={box.reload}
          onErased={setReceipt}
          onGo={onGo}
          onReload={onReload}
        />
      )}
    </Identified>
  );
}

interface HeldProps {
  slug: string;
  rights: Rights;
  interview: Interview;
  onChanged: () => void;
  onErased: (receipt: Receipt) => void;
  onGo: RightsPageProps["onGo"];
  onReload: () => void;
}

function Held({ slug, rights, interview, onChanged, onErased, onGo, onReload }: HeldProps) {
  const { t } = useLingui();
  const hasData = rights.held.length > 0;
  return (
    <Frame interview={interview} title={t`Your data and your rights`}>
      <div className="grid gap-8 pb-12">
        <div className="grid gap-3">
          <p lang={interview.language} className="text-ink-2">
            {rights.title}
          </p>
          <Heading takesFocus>
            <Trans>Your data and your rights</Trans>
          </Heading>
          {rights.isWithdrawn && (
            <p className="font-[650]">
              <Trans>You have withdrawn your consent. No report will be written about your answers.</Trans>
            </p>
          )}
        </div>
        <WhatIsHeld rights={rights} />
        {hasData && (
          <>
            <YourCopy slug={slug} />
            {rights.canReview && (
              <CheckIt
                until={rights.reviewUntil}
                onReview={() => {
                  onGo("review");
                }}
              />
            )}
            <HumanReview slug={slug} interview={interview} rights={rights} onChanged={onChanged} />
          </>
        )}
        <YourRequests requests={rights.requests} />
        {rights.provableEmail && (
          <ProveAddress
            slug={slug}
            email={rights.provableEmail}
            organization={rights.organizationName}
            onProved={onChanged}
          />
        )}
        {(hasData || rights.seenBy.length > 0) && <WhoHasSeen rights={rights} />}
        {rights.consents.length > 0 && <Consents rights={rights} />}
        {rights.asksSelfIdentification && <AskYourself onGo={onGo} />}
        {rights.contact && (
          <Section heading={t`Contact`}>
            <Contact address={rights.contact} />
          </Section>
        )}
        {hasData && !rights.isWithdrawn && <Withdraw slug={slug} rights={rights} onDone={onChanged} />}
        {hasData && <Erase slug={slug} rights={rights} onErased={onErased} onUnsure={onReload} />}
      </div>
    </Frame>
  );
}

function YourCopy({ slug }: { slug: string }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Copy of your data`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>Everything stored about you, as a page to read or as data for another program.</Trans>
      </p>
      <div className="mt-4 flex flex-col gap-3 wide:flex-row">
        <LinkButton look="main" href={exportAddress(slug, "html")} download>
          <Download aria-hidden="true" />
          <Trans>Download my data</Trans>
        </LinkButton>
        <LinkButton look="tall" href={exportAddress(slug, "json")} download>
          <Trans>Download as JSON</Trans>
        </LinkButton>
      </div>
    </Section>
  );
}

function CheckIt({ until, onReview }: { until: string | null; onReview: () => void }) {
  const { t, i18n } = useLingui();
  const end = until === null ? "" : deadline(until, i18n.locale);
  return (
    <Section heading={t`Correct your transcript`}>
      {end !== "" && (
        <p className="mt-2 leading-[1.6] text-ink-2">
          <Trans>You can correct your answers until {end} (your time).</Trans>
        </p>
      )}
      <Button className="mt-4 w-full wide:w-auto" onClick={onReview}>
        <Trans>Check the transcript</Trans>
      </Button>
    </Section>
  );
}
