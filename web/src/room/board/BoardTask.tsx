import { Trans, useLingui } from "@lingui/react/macro";
import { useState, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import { sentWork } from "../composer/composing";
import type { Draft } from "../composer/drafts";
import type { RoomLine } from "../link/useRoom";
import { LazyTask, Waiting } from "../question/LazyTask";
import type { Question } from "../link/protocol";
import { SaveNote } from "../question/SaveNote";
import { SentNote } from "../question/SentNote";
import { Board } from "./Board";
import { Outline } from "./Outline";
import { useBoard } from "./useBoard";

interface BoardTaskProps {
  line: RoomLine;
  question: Question;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** Two ways to give the same answer: a drawing or an outline in words. */
export default function BoardTask({ line, question, draft, onDraft }: BoardTaskProps) {
  const { t } = useLingui();
  const [isDrawing, setDrawing] = useState(true);
  const board = useBoard(line.model.sessionId ?? "", question, draft, onDraft);
  const saved = useSyncExternalStore(board.save.subscribe, board.save.look);
  const sent = sentWork(line.model, question)?.data?.whiteboard?.board ?? null;
  const isChanged = draft.board !== sent || saved.phase === "waiting" || saved.phase === "saving";
  const ways = [
    { is: true, label: t`Draw` },
    { is: false, label: t`Describe in words` },
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-none flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1.5">
        <div role="group" aria-label={t`How do you want to answer?`} className="flex flex-wrap gap-2">
          {ways.map(({ is, label }) => (
            <Button
              key={label}
              aria-pressed={isDrawing === is}
              className="px-3! aria-pressed:border-petrol aria-pressed:bg-petrol-soft aria-pressed:text-petrol-ink"
              onClick={() => {
                setDrawing(is);
              }}
            >
              {label}
            </Button>
          ))}
        </div>
        <div className="text-label text-ink-3">
          <SaveNote view={saved} onRetry={() => void board.save.flush()} />
        </div>
      </div>
      <SentNote line={line} question={question} isChanged={isChanged} />
      <div className={isDrawing ? "min-h-0 flex-1" : "hidden"}>
        <LazyTask>
          {board.start === undefined ? <Waiting /> : <Board start={board.start} onChange={board.change} />}
        </LazyTask>
      </div>
      {!isDrawing && (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line px-4 py-3">
          <p className="mb-3 text-label text-ink-3">
            <Trans>A description in words counts the same as a drawing.</Trans>
          </p>
          <Outline
            texts={draft.outline}
            onChange={(outline) => {
              onDraft({ outline });
            }}
            onAdd={(words) => {
              onDraft({ text: [draft.text.trim(), words].filter((part) => part !== "").join("\n\n"), outline: {} });
            }}
          />
        </div>
      )}
    </div>
  );
}
