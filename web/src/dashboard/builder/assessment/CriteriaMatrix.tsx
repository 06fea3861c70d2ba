import { Trans, useLingui } from "@lingui/react/macro";

import { useMay } from "../../me";
import type { Criterion, Question } from "../draft";

interface CriteriaMatrixProps {
  questions: readonly Question[];
  criteria: readonly Criterion[];
  onLink: (place: number, questionId: string, isOn: boolean) => void;
}

const CORNER = "wide:sticky wide:start-0 wide:z-[1] wide:bg-bg";
const HEAD = "sticky top-0 bg-bg border-b border-line px-3 py-2 align-bottom text-label font-[650]";

/**
 * Which criteria each answer is judged by. In a wide window, it is a table whose headers stay in view; in a narrow one,
 * a list of questions, each with its criteria below. The roles are explicit, because a table that is displayed as a
 * list loses them in some browsers.
 */
export function CriteriaMatrix({ questions, criteria, onLink }: CriteriaMatrixProps) {
  const { t } = useLingui();
  return (
    <div className="min-w-0 wide:max-h-[34rem] wide:overflow-auto">
      <table role="table" aria-label={t`Questions and criteria`} className="w-full border-separate border-spacing-0">
        <thead role="rowgroup" className="hidden wide:table-header-group">
          <tr role="row">
            <th role="columnheader" scope="col" className={`${HEAD} ${CORNER} wide:z-[2] min-w-64 text-start`}>
              <Trans>Question</Trans>
            </th>
            {criteria.map(({ name }, place) => (
              <th key={place} role="columnheader" scope="col" className={`${HEAD} min-w-28 wrap-anywhere`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="grid gap-5 wide:table-row-group">
          {questions.map((question) => (
            <Row key={question.id} question={question} criteria={criteria} onLink={onLink} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Pick<CriteriaMatrixProps, "criteria" | "onLink"> {
  question: Question;
}

function Row({ question: { id, order, text }, criteria, onLink }: RowProps) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const number = order + 1;
  return (
    <tr role="row" className="grid wide:table-row">
      <th
        role="rowheader"
        scope="row"
        className={`${CORNER} pb-1 text-start align-middle font-[650] wide:border-b wide:border-line wide:px-3 wide:py-2 wide:font-normal`}
      >
        <span className="line-clamp-2 wrap-anywhere">{`${String(number)}. ${text}`}</span>
      </th>
      {criteria.map(({ name, questionIds }, place) => (
        <td key={place} role="cell" className="wide:border-b wide:border-line wide:text-center wide:align-middle">
          <label className="flex min-h-11 cursor-pointer items-center gap-3 wide:justify-center">
            <input
              type="checkbox"
              className="size-5 flex-none"
              aria-label={t`${name}: question ${number}`}
              disabled={!canChange}
              checked={questionIds.includes(id)}
              onChange={({ target }) => {
                onLink(place, id, target.checked);
              }}
            />
            <span aria-hidden="true" className="min-w-0 wrap-anywhere wide:hidden">
              {name}
            </span>
          </label>
        </td>
      ))}
    </tr>
  );
}
