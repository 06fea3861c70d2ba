import { useLingui } from "@lingui/react/macro";

import type { QuestionType } from "../../api/questionTypes";
import { type Draft, type Probe, readProbes } from "../builder/draft";
import { useConditionWords } from "../builder/followups/useConditions";
import { useDepthNames } from "../builder/followups/useDepthNames";
import { useTypeNames } from "../builder/questions/useTypeNames";

/** The names of an interview's, a criterion's or a question's fields, as in the builder's forms. */
export function useFieldNames(of: "interview" | "criterion" | "question"): Record<string, string> {
  const { t } = useLingui();
  const descriptions = {
    interview: t`Description for candidates`,
    criterion: t`Description`,
    question: t`Hint for the candidate`,
  };
  return {
    title: t`Title`,
    purpose: t`Purpose`,
    description: descriptions[of],
    objective: t`What you want to learn`,
    chatEnabled: t`Chat`,
    voiceEnabled: t`Voice`,
    videoEnabled: t`Video`,
    aiName: t`Interviewer name`,
    aiTone: t`Tone`,
    followUpDepth: t`Follow-ups`,
    language: t`Interview language`,
    timeLimitMinutes: t`Time limit in minutes`,
    antiCheatingEnabled: t`Integrity signals`,
    faceCountEnabled: t`Face count`,
    nextSteps: t`What happens next`,
    contactEmail: t`Contact for candidates`,
    maxPauses: t`Number of pauses`,
    maxPauseMinutes: t`Minutes per pause`,
    approvedFacts: t`Approved facts`,
    assessmentCriteria: t`Criteria`,
    blindRating: t`Blind rating`,
    name: t`Criterion name`,
    anchors: t`What each level looks like`,
    questionIds: t`Linked questions`,
    text: t`Question`,
    type: t`Question type`,
    required: t`Always asked`,
    options: t`Options`,
    tags: t`Tags`,
    followUpEnabled: t`Ask follow-ups`,
    probes: t`Prepared follow-ups`,
    starterCode: t`Starter code`,
    timeLimitSeconds: t`Time limit in seconds`,
  };
}

function useValueNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    ...useTypeNames(),
    HIRING: t`Hiring`,
    RESEARCH: t`Research`,
    PRACTICE: t`Practice`,
    PROFESSIONAL: t`Professional`,
    FRIENDLY: t`Friendly`,
    CASUAL: t`Casual`,
    FORMAL: t`Formal`,
  };
}

const BY_NAME = new Set(["purpose", "aiTone", "type"]);

type NumberOf = (questionId: string) => number | null;

/** A field's value as text for people; empty if there is none. `type`: of the question that it belongs to. */
export function useWords(): (field: string, value: unknown, type: QuestionType | null, numberOf: NumberOf) => string {
  const { t } = useLingui();
  const names = useValueNames();
  const depthName = useDepthNames();
  const when = useConditionWords();
  return (field, value, type, numberOf) => {
    // RESEARCH is both a type of question and a purpose.
    if (field === "purpose" && value === "RESEARCH") return t`Research`;
    if (field === "blindRating" && value === null) return t`On for hiring, otherwise off`;
    if (field === "followUpDepth")
      return value === null ? t`Same as the interview` : depthName(value as Draft["followUpDepth"], type);
    if (field === "probes" && value === null) return t`Suggested follow-ups`;
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return value ? t`On` : t`Off`;
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return BY_NAME.has(field) ? (names[value] ?? value) : value;
    if (!Array.isArray(value)) return "";
    if (field === "questionIds")
      return value
        .map((id) => String(numberOf(String(id)) ?? "–"))
        .sort((a, b) => Number(a) - Number(b))
        .join(", ");
    if (field === "probes") {
      const lines = readProbes(value as Probe[]).map((one) => `${when(one)}: ${one.text}`);
      return lines.join("\n") || t`None`;
    }
    return value.map((one) => entryWords(one, (level) => t`Level ${level}`)).join("\n");
  };
}

interface Entry {
  topic?: string;
  name?: string;
  level?: number;
  text?: string;
  description?: string;
}

/** One entry of a list: an option, a fact, a criterion, or the description of a level. */
function entryWords(one: unknown, levelName: (level: number) => string): string {
  if (typeof one !== "object" || one === null) return String(one);
  const { topic, name, level, text, description } = one as Entry;
  const head = topic ?? name ?? (level === undefined ? "" : levelName(level));
  return [head, text ?? description].filter(Boolean).join(": ");
}
