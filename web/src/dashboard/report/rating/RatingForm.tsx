import { Trans, useLingui } from "@lingui/react/macro";
import { Undo2 } from "lucide-react";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { RadioGroup } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { TextArea } from "../../../ui/TextArea";
import { SaveState } from "../../autosave/SaveState";
import type { Rating, Session } from "../useReport";
import { type Choice, offeredLevels, type Score } from "./choices";
import { useRating } from "./useRating";

interface RatingFormProps {
  session: Session;
  criterion: string;
  score: Score | null;
  /** All ratings of the criterion, the newest first. */
  ratings: readonly Rating[];
}

/**
 * The person's own rating of a criterion. It is saved automatically. Nothing is preselected except their previous
 * rating.
 */
export function RatingForm({ session, criterion, score, ratings }: RatingFormProps) {
  const { t } = useLingui();
  const mine = ratings.filter(({ isMine }) => isMine);
  const rating = useRating({ session, criterion, score, mine });
  const { choice, reason, isMissing, error } = rating;
  const [isAsked, setAsked] = useState(false); // for a reason
  const level = score?.level ?? null;
  const agree = level === null ? t`Agree: no evidence` : t`Agree with level ${level}`;
  const named = (id: Choice) => ({ id, name: id === "NO_EVIDENCE" ? t`No evidence` : id });
  const choices: { id: Choice; name: string }[] = [
    ...(score === null ? [] : [{ id: "AGREE" as const, name: agree }]),
    ...offeredLevels(score).map(named),
    { id: "SET_ASIDE", name: t`Set aside` },
  ];
  const hasReason = isAsked || isMissing || reason !== "";
  return (
    <div className="relative grid gap-2 print:hidden">
      <div className="[&_label]:gap-1.5 [&_label]:px-2 [&_label]:text-label">
        <RadioGroup
          label={t`Your rating`}
          fullLabel={t`Your rating of ${criterion}`}
          name={`rating of ${criterion}`}
          choices={choices}
          chosen={choice}
          onChoose={rating.choose}
          isInline
        />
      </div>
      {hasReason && (
        <TextArea
          label={t`Reason`}
          hint={
            isMissing
              ? choice === "SET_ASIDE"
                ? t`Say why you set this criterion aside. Your rating is saved once you do.`
                : t`Say why your level differs from the AI’s. Your rating is saved once you do.`
              : undefined
          }
          value={reason}
          maxLength={5000}
          rows={2}
          onBlur={rating.endTyping}
          onChange={({ target: { value } }) => {
            rating.type(value);
          }}
        />
      )}
      {error !== null && <ErrorBox error={error} />}
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 empty:hidden wide:absolute wide:end-0 wide:-top-1.5">
        {rating.saving !== null && <SaveState state={rating.saving} />}
        {rating.undo !== null && (
          <Action look="quiet" onClick={rating.undo}>
            <Undo2 aria-hidden="true" />
            <Trans>Undo</Trans>
          </Action>
        )}
        {!hasReason && choice !== null && (
          <Action
            look="quiet"
            onClick={() => {
              setAsked(true);
            }}
          >
            <Trans>Add a reason</Trans>
          </Action>
        )}
      </div>
    </div>
  );
}
