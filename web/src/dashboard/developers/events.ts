import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { components } from "../../api/schema";

export type EventName = components["schemas"]["WebhookIn"]["events"][number];
type Noun = EventName extends `${infer Before}.${string}` ? Before : never;

/** What an endpoint can be told, and when that is. */
export const EVENTS: Readonly<Record<EventName, MessageDescriptor>> = {
  "interview.published": msg`Candidates can take it with its link.`,
  "interview.archived": msg`No one can start it any more.`,
  "candidate.invited": msg`A personal link was created.`,
  "candidate.opened": msg`The personal link was opened for the first time.`,
  "session.started": msg`A candidate agreed and began.`,
  "session.resumed": msg`The candidate returned to a session they had left.`,
  "session.completed": msg`The session ended.`,
  "session.abandoned": msg`The candidate didn’t return, or consent was withdrawn.`,
  "session.analyzed": msg`Its report is ready, also a new one after a correction.`,
  "session.not_scorable": msg`Its report says why there is nothing to judge.`,
  "session.erased": msg`The session and everything about its candidate was erased.`,
  "score.overridden": msg`A person gave another level than the AI.`,
  "consent.given": msg`A candidate agreed.`,
  "consent.withdrawn": msg`A candidate withdrew consent.`,
  "review.requested": msg`A candidate asks for a person.`,
  "webhook.disabled": msg`Another endpoint was switched off.`,
};

/** The names of events, in their order. */
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

const NOUNS: Readonly<Record<Noun, MessageDescriptor>> = {
  interview: msg`Interviews`,
  candidate: msg`Candidates`,
  session: msg`Sessions`,
  score: msg`Scores`,
  consent: msg`Consent`,
  review: msg`Reviews`,
  webhook: msg`Webhooks`,
};

/** The events by what they are about. */
export const EVENT_GROUPS = Object.entries(NOUNS).map(([noun, label]) => ({
  noun,
  label,
  events: EVENT_NAMES.filter((event) => event.startsWith(`${noun}.`)),
}));
