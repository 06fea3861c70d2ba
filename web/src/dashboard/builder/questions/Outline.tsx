import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";

import { useMay } from "../../me";
import { optionKey } from "../../shortcuts/platform";
import { checksQuery, type Draft, type Question } from "../draft";
import { figuresOf } from "./figures";
import { type DropMark, OutlineRow } from "./OutlineRow";
import { placeAfterDrop } from "./reorder";

interface OutlineProps {
  draft: Draft;
  chosen: string | null;
  onChoose: (id: string) => void;
  onMove: (question: Question, to: number) => void;
}

/** All questions in order. They are moved by dragging, with buttons, or with Alt and the arrow keys. */
export function Outline({ draft, chosen, onChoose, onMove }: OutlineProps) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const key = optionKey();
  const { questions, followUpDepth } = draft;
  const times = useQuery(checksQuery(draft.id, draft.updatedAt)).data?.questionTimes;
  const [dragged, setDragged] = useState<Question | null>(null);
  const [mark, setMark] = useState<(DropMark & { id: string }) | null>(null);
  const noteControl = useMovedFocus(questions);
  const move = (question: Question, to: number) => {
    if (to >= 0 && to < questions.length && to !== question.order) onMove(question, to);
  };
  const drop = (over: Question) => {
    if (dragged !== null && mark !== null)
      move(dragged, placeAfterDrop(dragged.order, over.order, mark.half === "below"));
    setDragged(null);
    setMark(null);
  };
  return (
    <nav aria-label={t`Questions`} className="grid gap-2">
      <ol className="grid border-t-2 border-ink" onFocus={noteControl}>
        {questions.map((question) => (
          <OutlineRow
            key={question.id}
            question={question}
            figures={figuresOf(question, followUpDepth, times)}
            last={questions.length - 1}
            canMove={canChange && questions.length > 1}
            isChosen={question.id === chosen}
            isDragged={question.id === dragged?.id}
            mark={mark?.id === question.id && question.id !== dragged?.id ? mark.half : null}
            onChoose={() => {
              onChoose(question.id);
            }}
            onMove={(to) => {
              move(question, to);
            }}
            onDrag={(isOn) => {
              setDragged(isOn ? question : null);
              if (!isOn) setMark(null);
            }}
            onOver={(half) => {
              setMark({ id: question.id, half });
            }}
            onDrop={() => {
              drop(question);
            }}
          />
        ))}
      </ol>
      {canChange && questions.length > 1 && (
        <p className="hidden text-label text-ink-3 wide:block">
          <Trans>Drag a question to move it, or press {key} and an arrow key.</Trans>
        </p>
      )}
    </nav>
  );
}

/**
 * In some browsers, a row that moves within the page loses the focus. This gives it back to the control that had it.
 */
function useMovedFocus(questions: readonly Question[]) {
  const control = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body && control.current?.isConnected) control.current.focus();
  }, [questions]);
  return ({ target }: React.FocusEvent<HTMLElement>) => {
    control.current = target;
  };
}
