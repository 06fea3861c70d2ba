import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { announce } from "../../ui/Announcer";
import { asApiError } from "../../api/error";
import { Action } from "../parts/Action";
import { ErrorBox } from "../parts/ErrorBox";
import { CandidateView } from "./CandidateView";
import { addQuestion, changeQuestion, type Draft, draftQuery, type Question, removeQuestion } from "./draft";
import { Outline } from "./Outline";
import { QuestionEditor } from "./QuestionEditor";

const route = getRouteApi("/frame/interviews/$interviewId/build");

type Step = { does: "add" } | { does: "move"; question: Question; to: number } | { does: "remove"; question: Question };

/** The outline on the left, the question that is edited beside it, and what the candidate sees of it. */
export function QuestionsTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { question: chosenId } = route.useSearch();
  const navigate = route.useNavigate();
  const count = draft.questions.length;
  const chosen = draft.questions.find(({ id }) => id === chosenId) ?? draft.questions[0];
  const choose = (question: string) =>
    void navigate({ search: (before) => ({ ...before, question }), replace: true, resetScroll: false });
  const step = useMutation({
    mutationFn: async (wanted: Step) => {
      if (wanted.does === "add") return addQuestion(draft.id, t`New question`);
      if (wanted.does === "remove") await removeQuestion(wanted.question.id);
      else await changeQuestion(wanted.question.id, { order: wanted.to });
      return null;
    },
    onSuccess: async (added, wanted) => {
      await client.invalidateQueries(draftQuery(draft.id));
      if (added !== null) choose(added);
      if (wanted.does !== "move") return;
      const [from, to] = [wanted.question.order + 1, wanted.to + 1];
      announce(t`Question ${from} moved to ${to} of ${count}`);
    },
  });
  return (
    <>
      {step.error !== null && <ErrorBox error={asApiError(step.error)} what={t`This could not be done.`} />}
      <div className="grid items-start gap-8 wide:grid-cols-[minmax(14rem,20rem)_minmax(0,1fr)]">
        <div className="grid gap-4">
          <Outline
            questions={draft.questions}
            chosen={chosen?.id ?? null}
            onChoose={choose}
            onMove={(question, to) => {
              step.mutate({ does: "move", question, to });
            }}
          />
          <div>
            <Action
              isOff={step.isPending}
              onClick={() => {
                step.mutate({ does: "add" });
              }}
            >
              <Trans>Add a question</Trans>
            </Action>
          </div>
        </div>
        {chosen === undefined ? (
          <p className="text-read">
            <Trans>No questions yet. Add the first one.</Trans>
          </p>
        ) : (
          <div className="grid gap-6">
            <QuestionEditor
              key={chosen.id}
              draft={draft}
              question={chosen}
              onRemove={() => {
                step.mutate({ does: "remove", question: chosen });
              }}
            />
            <CandidateView question={chosen} count={count} />
          </div>
        )}
      </div>
    </>
  );
}
