import { Trans, useLingui } from "@lingui/react/macro";

import type { QuestionType } from "../../api/questionTypes";
import { Action } from "../../ui/controls/Action";
import { Gap } from "../../ui/language/Gap";
import { When } from "../../ui/language/When";
import { Notice } from "../../ui/Notice";
import { type Conflict, isAlike } from "../autosave/merge";
import { useFieldNames, useWords } from "../versions/fieldNames";
import { useCriterionWords } from "./assessment/useCriterionWords";
import type { Criterion, LastChange, Question } from "./draft";

export interface ConflictBoxProps {
  /** The interview, or the type of the question that the fields belong to. It decides how they are named. */
  of: "interview" | QuestionType;
  /** The interview's questions, which its criteria are linked to. */
  questions?: readonly Question[];
  conflicts: readonly Conflict[];
  /** The author and the time of the other change, if known. */
  quicker: LastChange | null;
  onSettle: (field: string, keepsMine: boolean) => void;
}

/** Shows both versions of each field that someone else has changed, and lets the person choose one. */
export function ConflictBox({ of, questions = [], conflicts, quicker, onSettle }: ConflictBoxProps) {
  const names = useFieldNames(of === "interview" ? of : "question");
  if (conflicts.length === 0) return null;
  return (
    <Notice ground="danger" role="alert" className="grid gap-4">
      <p className="font-[650]">
        {quicker?.at == null ? (
          <Trans>Someone else saved a different version in the meantime.</Trans>
        ) : quicker.by === null ? (
          <Trans>
            Someone else saved a different version on <When at={quicker.at} />.
          </Trans>
        ) : (
          <Trans>
            {quicker.by} saved a different version on <When at={quicker.at} />.
          </Trans>
        )}
        <Gap />
        <Trans>Your changes aren’t lost. Choose which version to keep.</Trans>
      </p>
      {conflicts.map(({ field, mine, theirs }) => (
        <div key={field} className="grid gap-3 wide:grid-cols-2">
          <p className="font-[650] wide:col-span-2">{names[field] ?? field}</p>
          <Side
            of={of}
            questions={questions}
            field={field}
            heading={<Trans>Your version</Trans>}
            value={mine}
            other={theirs}
            action={<Trans>Keep mine</Trans>}
            onChoose={() => {
              onSettle(field, true);
            }}
          />
          <Side
            of={of}
            questions={questions}
            field={field}
            heading={<Trans>Their version</Trans>}
            value={theirs}
            other={mine}
            action={<Trans>Use theirs</Trans>}
            onChoose={() => {
              onSettle(field, false);
            }}
          />
        </div>
      ))}
    </Notice>
  );
}

interface SideProps {
  of: ConflictBoxProps["of"];
  questions: readonly Question[];
  field: string;
  heading: React.ReactNode;
  value: unknown;
  /** The value of the other side. */
  other: unknown;
  action: React.ReactNode;
  onChoose: () => void;
}

/** The criteria that aren't the same on both sides; all if one side has more. */
function differingCriteria(value: unknown, other: unknown): readonly Criterion[] {
  const [here, there] = [value, other] as [readonly Criterion[], readonly Criterion[]];
  if (here.length !== there.length) return here;
  return here.filter((criterion, place) => !isAlike("", criterion, there[place]));
}

function Side({ of, questions, field, heading, value, other, action, onChoose }: SideProps) {
  const { t } = useLingui();
  const wordsOf = useWords();
  const criterionWords = useCriterionWords(questions);
  const words =
    field === "assessmentCriteria"
      ? differingCriteria(value, other).map(criterionWords).join("\n\n")
      : wordsOf(field, value, of === "interview" ? null : of, () => null);
  return (
    <div className="grid content-start justify-items-start gap-2 rounded-control bg-surface p-3 text-ink">
      <p className="text-label text-ink-2">{heading}</p>
      <p className="break-words whitespace-pre-wrap">{words || t`Empty`}</p>
      <Action onClick={onChoose}>{action}</Action>
    </div>
  );
}
