import { Trans, useLingui } from "@lingui/react/macro";
import { useState, useSyncExternalStore } from "react";

import { Button } from "../../ui/Button";
import type { Draft } from "../drafts";
import { LazyTask, Waiting } from "../LazyTask";
import type { Question } from "../protocol";
import { SaveNote } from "../SaveNote";
import { Board } from "./Board";
import { Outline } from "./Outline";
import { useBoard } from "./useBoard";

interface BoardTaskProps {
  sessionId: string;
  question: Question;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** Two ways to the same answer: a drawing, or an outline in words. */
export default function BoardTask({ sessionId, question, draft, onDraft }: BoardTaskProps) {
  const { t } = useLingui();
  const [isDrawing, setDrawing] = useState(true);
  const board = useBoard(sessionId, question, draft, onDraft);
  const saved = useSyncExternalStore(board.save.subscribe, board.save.look);
  const ways = [
    { is: true, label: t`Draw it` },
    { is: false, label: t`Describe it instead` },
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div role="group" aria-label={t`How do you want to answer?`} className="flex flex-wrap gap-2">
        {ways.map(({ is, label }) => (
          <Button
            key={label}
            aria-pressed={isDrawing === is}
            className="aria-pressed:border-petrol aria-pressed:bg-petrol-soft aria-pressed:text-petrol-ink"
            onClick={() => {
              setDrawing(is);
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <p className="text-label text-ink-3">
        <Trans>A description in words counts the same as a drawing.</Trans>
      </p>
      <div className={isDrawing ? "" : "hidden"}>
        <LazyTask>
          {board.start === undefined ? <Waiting /> : <Board start={board.start} onChange={board.change} />}
        </LazyTask>
      </div>
      {!isDrawing && (
        <Outline
          texts={draft.outline}
          onChange={(outline) => {
            onDraft({ outline });
          }}
          onAdd={(words) => {
            onDraft({ text: [draft.text.trim(), words].filter((part) => part !== "").join("\n\n"), outline: {} });
          }}
        />
      )}
      <div className="min-h-6 text-label text-ink-3">
        <SaveNote view={saved} onRetry={() => void board.save.flush()} />
      </div>
    </div>
  );
}
