import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import type { Saving } from "../../autosave/SaveState";
import { LibraryDialog } from "../../library/LibraryDialog";
import { useMay } from "../../me";
import { type Draft, draftQuery } from "../draft";
import { newestSaving } from "../savingState";
import { type Step, Steps } from "../Steps";
import { Outline } from "./Outline";
import { QuestionEditor } from "./QuestionEditor";
import { QuestionError } from "./QuestionError";
import { type QuestionChange, useQuestionChange } from "./useQuestionChange";

const route = getRouteApi("/frame/interviews/$interviewId/build");

/** The outline on the left, and next to it the question that is edited. */
export function QuestionsTab({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const { question: chosenId } = route.useSearch();
  const canChange = useMay("MEMBER");
  const navigate = route.useNavigate();
  const [step, setStep] = useState<Step>("outline");
  const [saving, setSaving] = useState<Saving | null>(null);
  const editing = useFocusOnStep(step);
  const chosen = draft.questions.find(({ id }) => id === chosenId) ?? draft.questions[0];
  const isHere = useIsHere(draft.id);
  const choose = (question: string) => {
    if (!isHere()) return; // the answer to a change came after the person had left the builder
    setStep("edit");
    void navigate({ search: (before) => ({ ...before, question }), replace: true, resetScroll: false });
  };
  const [blank, setBlank] = useState<string | null>(null);
  const change = useQuestionChange(draft, (id, isBlank) => {
    setBlank(isBlank ? id : null);
    choose(id);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || chosen === undefined) return;
    const next = draft.questions[chosen.order + 1];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.id);
    announce(t`Question ${next.order + 1}`);
  };
  const shownIn = (own: Step) => (step === own ? "grid gap-6" : "hidden gap-6 wide:grid");
  return (
    <>
      {change.error !== null && <QuestionError error={change.error} />}
      {chosen !== undefined && <Steps step={step} onStep={setStep} saving={newestSaving(change, saving)} />}
      <div className="grid items-start gap-8 wide:grid-cols-[minmax(15rem,22rem)_minmax(0,1fr)]">
        <div className={chosen === undefined ? "grid gap-6" : shownIn("outline")}>
          <Outline
            draft={draft}
            chosen={chosen?.id ?? null}
            onChoose={choose}
            onMove={(question, to) => {
              change.mutate({ does: "move", question, shift: to - question.order });
            }}
          />
          {canChange && <Adding draft={draft} isOff={change.isPending} onAdd={change.mutate} onAdded={choose} />}
        </div>
        {chosen === undefined ? (
          <p className="text-read">
            {canChange ? <Trans>No questions yet. Add the first one.</Trans> : <Trans>No questions yet.</Trans>}
          </p>
        ) : (
          <div
            ref={editing}
            role="group"
            aria-label={t`Edit`}
            tabIndex={-1}
            className={shownIn("edit")}
            // If the window becomes narrow, the question that is being edited stays in view.
            onFocus={() => {
              setStep("edit");
            }}
            onKeyDown={onKeyDown}
          >
            <QuestionEditor
              key={chosen.id}
              draft={draft}
              question={chosen}
              isNew={chosen.id === blank}
              onSaving={setSaving}
              onRemove={() => {
                change.mutate({ does: "remove", question: chosen });
              }}
            />
          </div>
        )}
      </div>
    </>
  );
}

/** Returns whether the address, or the one that is being loaded, is that of this interview's builder. */
function useIsHere(interviewId: string) {
  const router = useRouter();
  return () => {
    const { pathname } = router.buildLocation({ to: "/interviews/$interviewId/build", params: { interviewId } });
    return router.latestLocation.pathname === pathname;
  };
}

/** If the step that had the focus is hidden, the next one takes the focus. */
function useFocusOnStep(step: Step) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    const isGone = active instanceof HTMLElement && active !== document.body && active.offsetParent === null;
    if (step === "edit" && isGone) place.current?.focus();
  }, [step]);
  return place;
}

interface AddingProps {
  draft: Draft;
  isOff: boolean;
  onAdd: (change: QuestionChange) => void;
  onAdded: (id: string) => void;
}

function Adding({ draft, isOff, onAdd, onAdded }: AddingProps) {
  const client = useQueryClient();
  const [isPicking, setPicking] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <Action
        isOff={isOff}
        onClick={() => {
          onAdd({ does: "add", before: draft });
        }}
      >
        <Trans>Add a question</Trans>
      </Action>
      <Action
        onClick={() => {
          setPicking(true);
        }}
      >
        <Trans>Add from the library</Trans>
      </Action>
      {isPicking && (
        <LibraryDialog
          interviewId={draft.id}
          onAdded={(id) => {
            void client.invalidateQueries(draftQuery(draft.id));
            if (id !== null) onAdded(id);
          }}
          onClose={() => {
            setPicking(false);
          }}
        />
      )}
    </div>
  );
}
