import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";

import { useNow } from "../../ui/hooks/useNow";
import { When } from "../../ui/language/When";
import { StatusWord } from "../../ui/StatusWord";
import { dueOf } from "./dueDate";
import type { Request } from "./useRequests";

const LOOK_AGAIN_MILLISECONDS = 60_000;

const KINDS: Record<Request["kind"], MessageDescriptor> = {
  human_interview: msg`Interview with a person`,
  human_review: msg`Review by a person`,
  adjustment: msg`Adjustment`,
};

/** The kind of request. A later request for erasure takes precedence over the first request. */
export function kindOf({ kind, eraseAskedAt }: Pick<Request, "kind" | "eraseAskedAt">): MessageDescriptor {
  return eraseAskedAt === null ? KINDS[kind] : msg`Erasure of an earlier request`;
}

export const FIRST_KINDS = KINDS;

/** The person's name or, without one, their address; null once erased. */
export function nameOf({ name, email }: Request): string | null {
  return name ?? email;
}

/** The legal deadline for an answer, and how near it is. */
export function AnswerBy({ dueAt }: { dueAt: string | null }) {
  const due = dueOf(dueAt, useNow(LOOK_AGAIN_MILLISECONDS));
  if (dueAt === null || due === null) return <Trans>Before the interview</Trans>;
  return (
    <span className="grid">
      <When at={dueAt} isDay />
      {due.is === "over" && (
        <span className="text-label">
          <StatusWord tone="bad">
            {due.days === 0 ? <Trans>Overdue</Trans> : <Plural value={due.days} one="# day late" other="# days late" />}
          </StatusWord>
        </span>
      )}
      {due.is === "soon" && (
        <span className="text-label">
          <StatusWord tone="warning">
            {due.days === 0 ? (
              <Trans>Less than a day left</Trans>
            ) : (
              <Plural value={due.days} one="# day left" other="# days left" />
            )}
          </StatusWord>
        </span>
      )}
    </span>
  );
}

/** How the person's email address was confirmed. */
export function AddressProof({ proof }: { proof: Request["addressProof"] }) {
  switch (proof) {
    case "INVITED":
      return (
        <StatusWord tone="good">
          <Trans>Confirmed by invitation</Trans>
        </StatusWord>
      );
    case "CODE":
      return (
        <StatusWord tone="good">
          <Trans>Confirmed by code</Trans>
        </StatusWord>
      );
    case "NONE":
      return (
        <StatusWord tone="warning">
          <Trans>Not confirmed</Trans>
        </StatusWord>
      );
    case null:
      return <>–</>;
  }
}

/** The outcome of a closed request. */
export function OutcomeWord({ outcome }: Pick<Request, "outcome">) {
  switch (outcome) {
    case "APPROVED":
      return (
        <StatusWord tone="good">
          <Trans>Approved</Trans>
        </StatusWord>
      );
    case "REFUSED":
      return (
        <StatusWord tone="bad">
          <Trans>Refused</Trans>
        </StatusWord>
      );
    case "ERASED":
      return (
        <StatusWord tone="off">
          <Trans>Erased</Trans>
        </StatusWord>
      );
    case null:
      return (
        <StatusWord tone="good">
          <Trans>Completed</Trans>
        </StatusWord>
      );
  }
}
