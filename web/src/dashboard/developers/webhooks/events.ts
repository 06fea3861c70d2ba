import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { components } from "../../../api/schema";

export type EventName = components["schemas"]["WebhookIn"]["events"][number];
type Noun = EventName extends `${infer Before}.${string}` ? Before : never;

/** The events that an endpoint can receive, and when each is sent. */
export const EVENTS: Readonly<Record<EventName, MessageDescriptor>> = {
  "interview.published": msg`The interview was published or opened to anyone with the link.`,
  "interview.archived": msg`The interview was closed to new sessions.`,
  "candidate.invited": msg`A personal link was created.`,
  "candidate.opened": msg`The personal link was opened for the first time.`,
  "session.started": msg`A candidate gave consent and started the interview.`,
  "session.resumed": msg`The candidate returned to a session they had left.`,
  "session.completed": msg`The session was completed.`,
  "session.abandoned": msg`The candidate didn’t return, or withdrew consent.`,
  "session.analyzed": msg`The report is ready, or a new one is ready after a correction.`,
  "session.not_scorable": msg`The session can’t be scored. The report says why.`,
  "session.erased": msg`The session and all data about its candidate were erased.`,
  "score.overridden": msg`A reviewer gave a different level than the AI did.`,
  "consent.given": msg`A candidate gave consent.`,
  "consent.withdrawn": msg`A candidate withdrew consent.`,
  "review.requested": msg`A candidate asked for an interview with a person, a review by a person or an adjustment.`,
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
