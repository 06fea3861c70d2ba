import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../../ui/Button";
import { dayAndTime } from "../../conversation/format";
import type { Interview, Participant } from "../../link/protocol";
import { RequestDialog } from "../../entry/RequestDialog";
import { Section } from "../../page/Section";
import type { Rights } from "../records";
import { Rows } from "./Rows";

interface HumanReviewProps {
  slug: string;
  interview: Interview;
  rights: Rights;
  onChanged: () => void;
}

const KNOWN: Participant = { name: null, email: null, needsName: false, needsEmail: false };

type Request = Rights["requests"][number];

const isOpen = ({ state, outcome }: Request) => !outcome && state.toUpperCase() !== "DONE";

export function HumanReview({ slug, interview, rights, onChanged }: HumanReviewProps) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const { organizationName } = rights;
  const isWaiting = rights.requests.some((request) => request.kind.toLowerCase() === "human_review" && isOpen(request));
  return (
    <Section heading={t`Review by a person`}>
      <p className="mt-2 max-w-[60ch] leading-[1.6] text-ink-2">
        <Trans>
          You can ask {organizationName} to have a person review your interview again, without relying on the report.
        </Trans>
      </p>
      {isWaiting && (
        <p id="review-asked" className="mt-2 max-w-[60ch] leading-[1.6]">
          <Trans>We’ve sent your request. {organizationName} hasn’t answered it yet.</Trans>
        </p>
      )}
      <Button
        aria-haspopup="dialog"
        isOff={isWaiting}
        aria-describedby={isWaiting ? "review-asked" : undefined}
        className="mt-4 w-full wide:w-auto"
        onClick={() => {
          setAsking(true);
        }}
      >
        <Trans>Ask for a review by a person</Trans>
      </Button>
      {isAsking && (
        <RequestDialog
          slug={slug}
          token={null}
          kind="human_review"
          interview={interview}
          participant={KNOWN}
          onSent={onChanged}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </Section>
  );
}

/** Everything the person asked for, with the answers. */
export function YourRequests({ requests }: Pick<Rights, "requests">) {
  const { t, i18n } = useLingui();
  const kinds: Record<string, string> = {
    human_review: t`Review by a person`,
    human_interview: t`A conversation with a person`,
    adjustment: t`Adjustment`,
  };
  const outcomes: Record<string, string> = { APPROVED: t`approved`, REFUSED: t`refused` };
  if (requests.length === 0) return null;
  return (
    <Section heading={t`Your requests`}>
      <Rows>
        {requests.map((request) => {
          const { kind, at, outcome, reason } = request;
          return (
            <li
              key={`${kind}${at}`}
              className="flex flex-col gap-x-4 py-2 wide:flex-row wide:items-baseline wide:justify-between"
            >
              <span className="grid">
                <span className="font-[650]">{kinds[kind.toLowerCase()] ?? kind}</span>
                {reason && <span className="max-w-[60ch] whitespace-pre-wrap wrap-anywhere">{reason}</span>}
              </span>
              <span className="text-label text-ink-2">
                {outcomes[outcome ?? ""] ??
                  (isOpen(request) ? <Trans>sent, not answered yet</Trans> : <Trans>done</Trans>)}
                {" · "}
                {dayAndTime(at, i18n.locale)}
              </span>
            </li>
          );
        })}
      </Rows>
    </Section>
  );
}
