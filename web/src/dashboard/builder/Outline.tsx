import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { KeyboardEvent } from "react";

import { useMay } from "../me";
import { IconButton } from "../parts/IconButton";
import type { Question } from "./draft";
import { useTypeNames } from "./useTypeNames";

export function outlineId(questionId: string): string {
  return `outline-${questionId}`;
}

interface OutlineProps {
  questions: readonly Question[];
  chosen: string | null;
  onChoose: (id: string) => void;
  onMove: (question: Question, to: number) => void;
}

/** All questions in their order. They are moved by dragging, by buttons, or by Alt and the arrows. */
export function Outline({ questions, chosen, onChoose, onMove }: OutlineProps) {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const move = (question: Question, to: number) => {
    if (to >= 0 && to < questions.length && to !== question.order) onMove(question, to);
  };
  return (
    <nav aria-label={t`Questions`} className="grid gap-2">
      {canChange && questions.length > 1 && (
        <p className="hidden text-label text-ink-3 wide:block">
          <Trans>Alt and an arrow key move a question.</Trans>
        </p>
      )}
      <ol className="grid border-t-2 border-ink">
        {questions.map((question) => (
          <Row
            key={question.id}
            question={question}
            last={questions.length - 1}
            canMove={canChange}
            isChosen={question.id === chosen}
            onChoose={() => {
              onChoose(question.id);
            }}
            onMove={(to) => {
              move(question, to);
            }}
            onDrop={(id) => {
              const dragged = questions.find((one) => one.id === id);
              if (dragged !== undefined) move(dragged, question.order);
            }}
          />
        ))}
      </ol>
    </nav>
  );
}

/** The row above or below: the outline is one list, in which arrows move. */
function neighbour(button: HTMLElement, isUp: boolean): HTMLElement | null | undefined {
  const row = button.closest("li");
  return (isUp ? row?.previousElementSibling : row?.nextElementSibling)?.querySelector("button");
}

interface RowProps {
  question: Question;
  last: number;
  canMove: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onMove: (to: number) => void;
  onDrop: (id: string) => void;
}

function Row({ question, last, canMove, isChosen, onChoose, onMove, onDrop }: RowProps) {
  const { t } = useLingui();
  const names = useTypeNames();
  const { order, text } = question;
  const number = order + 1;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const isUp = event.key === "ArrowUp";
    if (!event.altKey) neighbour(event.currentTarget, isUp)?.focus();
    else if (canMove) onMove(isUp ? order - 1 : order + 1);
  };
  return (
    <li
      draggable={canMove}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData("text/plain", question.id);
      }}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrop(event.dataTransfer.getData("text/plain"));
      }}
      className={`flex items-center gap-1 border-b border-line ${isChosen ? "bg-petrol-soft" : ""}`}
    >
      <button
        type="button"
        id={outlineId(question.id)}
        aria-current={isChosen ? "true" : undefined}
        onClick={onChoose}
        onKeyDown={onKeyDown}
        className="grid min-h-11 min-w-0 flex-1 cursor-pointer px-2 py-2 text-start"
      >
        <span className="line-clamp-2 wrap-anywhere">{`${String(number)}. ${text}`}</span>
        <span className="text-label text-ink-2">{names[question.type]}</span>
      </button>
      {canMove && (
        <>
          <IconButton
            icon={ArrowUp}
            label={t`Move question ${number} up`}
            isOff={order === 0}
            onClick={() => {
              onMove(order - 1);
            }}
          />
          <IconButton
            icon={ArrowDown}
            label={t`Move question ${number} down`}
            isOff={order === last}
            onClick={() => {
              onMove(order + 1);
            }}
          />
        </>
      )}
    </li>
  );
}
