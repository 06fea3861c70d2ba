import type { components } from "../../api/schema";
import type { DraftEvent, DraftIn, Origin } from "./events";

type Schemas = components["schemas"];
export type Question = Schemas["DraftedQuestionOut"];
export type Criterion = Schemas["DraftedCriterionOut"];
export type LeftOut = Schemas["LeftOutPart"];

export interface Proposal {
  key: string;
  question: Question;
  /** The text as it was drafted. */
  drafted: string;
  /** Whether a person has looked at it and keeps it. */
  isAccepted: boolean;
  isDropped: boolean;
  /** The text in the open field for rewording the question; null or left out if none is open. */
  typed?: string | null;
}

export type Phase = "idle" | "drafting" | "done" | "stopped" | "cut";

export interface Draft {
  phase: Phase;
  origin: Origin | null;
  isTranslated: boolean;
  title: string;
  objective: string;
  criteria: Criterion[];
  proposals: Proposal[];
  leftOut: LeftOut[];
}

export const NOTHING: Draft = {
  phase: "idle",
  origin: null,
  isTranslated: true,
  title: "",
  objective: "",
  criteria: [],
  proposals: [],
  leftOut: [],
};

/** The proposal with the wording in its open field, which a person then has accepted. An empty field changes nothing. */
export function reworded(proposal: Proposal): Proposal {
  const { question, typed = null } = proposal;
  const text = typed?.trim() ?? "";
  if (text === "" || text === question.text) return { ...proposal, typed: null };
  return { ...proposal, question: { ...question, text, probes: [] }, isAccepted: true, typed: null };
}

/** Begins another draft. Proposals that a person has accepted or reworded stay, before the new ones. */
export function restarted(draft: Draft): Draft {
  const proposals = draft.proposals.map(reworded).filter(({ isAccepted }) => isAccepted);
  return { ...NOTHING, phase: "drafting", proposals: proposals.map((one, place) => ({ ...one, key: `${place}` })) };
}

/** The draft with one more event. Proposals that a person has accepted or changed stay as they are. */
export function withEvent(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case "start":
      return { ...draft, origin: event.origin ?? null, isTranslated: event.isTranslated ?? true };
    case "interview":
      return { ...draft, title: event.interview?.title ?? "", objective: event.interview?.objective ?? "" };
    case "criterion":
      return event.criterion ? { ...draft, criteria: [...draft.criteria, event.criterion] } : draft;
    case "question":
      return event.question ? withQuestion(draft, event.question) : draft;
    case "end":
      return { ...draft, phase: event.reason === "DONE" ? "done" : "cut", leftOut: event.leftOutParts ?? [] };
    case "error":
      return { ...draft, phase: "cut" };
  }
}

/** The draft with one more question. One that was kept from an earlier draft only takes over the new criteria. */
function withQuestion(draft: Draft, question: Question): Draft {
  const { text: drafted, criteria } = question;
  const earlier = draft.proposals.find((one) => one.drafted === drafted);
  if (earlier) return changeProposal(draft, earlier.key, { question: { ...earlier.question, criteria } });
  const key = `${draft.proposals.length}`;
  return { ...draft, proposals: [...draft.proposals, { key, question, drafted, isAccepted: false, isDropped: false }] };
}

export function changeProposal(draft: Draft, key: string, change: Partial<Proposal>): Draft {
  return { ...draft, proposals: draft.proposals.map((one) => (one.key === key ? { ...one, ...change } : one)) };
}

/** The questions that the interview would have: all that weren't dropped, in order. */
export function kept(draft: Draft): Proposal[] {
  return draft.proposals.filter(({ isDropped }) => !isDropped);
}

/**
 * The draft as a file from which an interview is created that isn't live yet. Criteria name their questions by place.
 * A wording that is still being edited counts.
 */
export function fileOf(draft: Draft, wish: DraftIn, hasVoice: boolean): Schemas["InterviewFile"] {
  const proposals = kept(draft).map(reworded);
  const criteria = draft.criteria.map(({ name, description, anchors }) => ({
    name,
    description,
    anchors,
    questions: proposals.flatMap(({ question }, place) => (question.criteria.includes(name) ? [place] : [])),
  }));
  return {
    format: "aural-interview",
    version: 1,
    isDraft: true,
    interview: {
      title: draft.title,
      objective: draft.objective,
      purpose: wish.purpose,
      language: wish.language,
      voiceEnabled: hasVoice,
      timeLimitMinutes: Math.min(480, wish.minutes * 2),
      assessmentCriteria: criteria,
    } as Schemas["InterviewFile"]["interview"],
    questions: proposals.map(({ question: { text, type, description, options, probes } }) => ({
      text,
      type,
      description,
      options,
      probes: probes.length > 0 ? probes : null,
    })) as Schemas["InterviewFile"]["questions"],
  };
}
