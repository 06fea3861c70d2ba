import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../api/client";
import type { components } from "../../api/schema";
import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { RadioGroup } from "../parts/choices";
import { ErrorBox } from "../parts/ErrorBox";
import { problemsOf } from "../parts/FormProblems";
import { TextArea } from "../parts/TextArea";
import { type NewRating, type Rating, type Session, useChange } from "./useReport";
import { useTyped } from "./useTyped";

type Choice = "AGREE" | "1" | "2" | "3" | "4" | "NO_EVIDENCE" | "SET_ASIDE";

interface RatingFormProps {
  session: Session;
  criterion: string;
  score: components["schemas"]["Score"] | null;
  ratings: readonly Rating[];
}

function choiceOf(rating: Rating | undefined): Choice | null {
  if (rating === undefined) return null;
  if (rating.verdict !== "LEVEL") return rating.verdict;
  return (["1", "2", "3", "4"] as const).find((level) => level === String(rating.level)) ?? null;
}

function ratingOf(criterion: string, choice: Choice, reason: string): NewRating {
  const said = { criterion, reason: reason.trim() === "" ? null : reason.trim() };
  return choice === "AGREE" || choice === "NO_EVIDENCE" || choice === "SET_ASIDE"
    ? { ...said, verdict: choice, level: null }
    : { ...said, verdict: "LEVEL", level: Number(choice) };
}

/** One's own rating of a criterion. Nothing is chosen beforehand but what one gave before. */
export function RatingForm({ session, criterion, score, ratings }: RatingFormProps) {
  const { t } = useLingui();
  const mine = ratings.find(({ isMine, isCurrent }) => isMine && isCurrent);
  const typed = useTyped(`rating/${session.id}/${criterion}`, { choice: choiceOf(mine), reason: mine?.reason ?? "" });
  const { choice, reason } = typed.value;
  const [isMissing, setMissing] = useState(false);
  const change = useChange(
    session.id,
    (body: NewRating) => take(api.POST("/sessions/{id}/ratings", { params: { path: { id: session.id } }, body })),
    () => {
      typed.forget();
      announce(t`Rating saved`);
    },
  );
  const level = score?.level ?? null;
  const agree = level === null ? t`Agree: no evidence` : t`Agree with ${level}`;
  const choices: { id: Choice; name: string }[] = [
    ...(score === null ? [] : [{ id: "AGREE" as const, name: agree }]),
    ...(["1", "2", "3", "4"] as const).map((id) => ({ id, name: id })),
    { id: "NO_EVIDENCE", name: t`No evidence` },
    { id: "SET_ASIDE", name: t`Set aside` },
  ];
  const problems = problemsOf(change.error, ["reason"]);
  return (
    <form
      className="grid gap-3 rounded-panel border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(choice === null);
        if (choice !== null) change.send(ratingOf(criterion, choice, reason));
      }}
    >
      <RadioGroup
        label={t`Your rating of ${criterion}`}
        name={`rating of ${criterion}`}
        choices={choices}
        chosen={choice}
        onChoose={(next) => {
          typed.change({ choice: next, reason });
        }}
        isInline
      />
      {isMissing && choice === null && (
        <p role="alert" className="text-label font-[650] text-danger-ink">
          <Trans>Choose a level first.</Trans>
        </p>
      )}
      <TextArea
        label={t`Reason`}
        hint={t`Required if your level differs from the AI’s or you set the criterion aside.`}
        value={reason}
        maxLength={5000}
        error={problems.reason}
        onChange={({ target: { value } }) => {
          typed.change({ choice, reason: value });
        }}
      />
      {change.error !== null && problems.reason === undefined && <ErrorBox error={change.error} />}
      <div>
        <Action type="submit" isOff={change.isBusy}>
          {change.isBusy ? <Trans>Saving</Trans> : <Trans>Save my rating</Trans>}
        </Action>
      </div>
    </form>
  );
}
