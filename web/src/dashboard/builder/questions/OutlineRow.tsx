import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import type { KeyboardEvent } from "react";

import { IconButton } from "../../../ui/controls/IconButton";
import type { Question } from "../draft";
import type { Figures } from "./figures";
import { TYPE_ICONS } from "./typeIcons";
import { useTypeNames } from "./useTypeNames";

export interface DropMark {
  half: "above" | "below";
}

interface OutlineRowProps {
  question: Question;
  figures: Figures;
  last: number;
  canMove: boolean;
  isChosen: boolean;
  isDragged: boolean;
  /** Where the dragged row would be dropped. */
  mark: DropMark["half"] | null;
  onChoose: () => void;
  onMove: (to: number) => void;
  onDrag: (isOn: boolean) => void;
  onOver: (half: DropMark["half"]) => void;
  onDrop: () => void;
}

const MARKS = {
  above: "before:absolute before:inset-x-0 before:-top-[2px] before:h-[3px] before:bg-petrol",
  below: "before:absolute before:inset-x-0 before:-bottom-[2px] before:h-[3px] before:bg-petrol",
} as const;

/** The button of the row above or below: arrow keys move through the outline. */
function neighbor(button: HTMLElement, isUp: boolean): HTMLElement | null | undefined {
  const row = button.closest("li");
  return (isUp ? row?.previousElementSibling : row?.nextElementSibling)?.querySelector("button");
}

export function OutlineRow(props: OutlineRowProps) {
  const { question, figures, canMove, isChosen, isDragged, mark, onChoose, onMove } = props;
  const { order, text, type } = question;
  const Icon = TYPE_ICONS[type];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const isUp = event.key === "ArrowUp";
    if (!event.altKey) neighbor(event.currentTarget, isUp)?.focus();
    else if (canMove) onMove(isUp ? order - 1 : order + 1);
  };
  return (
    <li
      draggable={canMove}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.effectAllowed = "move";
        dataTransfer.setData("text/plain", text);
        props.onDrag(true);
      }}
      onDragEnd={() => {
        props.onDrag(false);
      }}
      onDragOver={(event) => {
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        props.onOver(event.clientY > top + height / 2 ? "below" : "above");
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
      className={`relative flex items-center border-b border-line ${isChosen ? "bg-petrol-soft" : ""} ${isDragged ? "opacity-50" : ""} ${mark === null ? "" : MARKS[mark]}`}
    >
      {canMove && (
        <GripVertical
          aria-hidden="true"
          className="hidden flex-none cursor-grab text-ink-3 wide:block pointer-coarse:hidden"
        />
      )}
      <button
        type="button"
        aria-current={isChosen ? "true" : undefined}
        onClick={onChoose}
        onKeyDown={onKeyDown}
        className="flex min-h-11 min-w-0 flex-1 cursor-pointer gap-2 px-2 py-2 text-start"
      >
        <Icon aria-hidden="true" className="mt-1 flex-none text-ink-2" />
        <span className="grid min-w-0">
          <span className="line-clamp-2 wrap-anywhere">{`${String(order + 1)}. ${text}`}</span>
          <About question={question} figures={figures} />
        </span>
      </button>
      {canMove && <MoveButtons {...props} />}
    </li>
  );
}

function MoveButtons({ question: { order }, last, onMove }: OutlineRowProps) {
  const { t } = useLingui();
  const number = order + 1;
  return (
    <span className="flex flex-none flex-col pointer-coarse:flex-row">
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
    </span>
  );
}

/** The question's type, how long it takes, and how many follow-ups are prepared. */
function About({ question: { type }, figures: { minutes, followUps } }: Pick<OutlineRowProps, "question" | "figures">) {
  const names = useTypeNames();
  return (
    <span className="flex flex-wrap gap-x-2 text-label text-ink-2">
      <span>{names[type]}</span>
      {minutes !== null && (
        <span>
          <Trans>{minutes} min</Trans>
        </span>
      )}
      {followUps > 0 && (
        <span>
          <Plural value={followUps} one="# follow-up" other="# follow-ups" />
        </span>
      )}
    </span>
  );
}
