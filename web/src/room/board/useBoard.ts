import { useCallback, useEffect, useState } from "react";

import type { Draft } from "../drafts";
import type { Question } from "../protocol";
import { Autosave, getWork, type Work } from "../work";
import { flushes, pictures } from "./pictures";

/** A drawing as the whiteboard gives it; `pack` makes of it what is saved. */
export interface Drawing {
  isEmpty: boolean;
  pack: () => Promise<{ scene: object; picture: string | null; text: string }>;
}

interface BoardBox {
  /** The drawing to begin with: null for an empty board, undefined as long as it is being looked for. */
  start: object | null | undefined;
  change: (drawing: Drawing) => void;
  save: Autosave<Drawing>;
}

/** The drawing of a question: found where it was left, saved as it changes, and once more before it is sent. */
export function useBoard(question: Question, draft: Draft, onDraft: (part: Partial<Draft>) => void): BoardBox {
  const [start, setStart] = useState<object | null>();
  const [latest] = useState(() => ({ draft, onDraft }));
  useEffect(() => {
    Object.assign(latest, { draft, onDraft });
  });
  const [save] = useState(
    () =>
      new Autosave<Drawing>(
        question.id,
        async (drawing): Promise<Work> => ({ whiteboard: await drawing.pack() }),
        (drawing, { board, savedAt }, work) => {
          const picture = "whiteboard" in work ? work.whiteboard.picture : null;
          if (board !== null && picture !== null) pictures.set(board, `data:image/png;base64,${picture}`);
          latest.draft = { ...latest.draft, board: drawing.isEmpty ? null : board, savedAt };
          latest.onDraft({ board: latest.draft.board, savedAt });
        },
      ),
  );
  useEffect(() => {
    const leaving = new AbortController();
    void getWork(leaving.signal)
      .then((works) => works[question.id]?.whiteboard ?? null)
      .catch(() => null)
      .then((found) => {
        if (leaving.signal.aborted) return;
        if (found !== null && latest.draft.board === null) latest.onDraft({ board: found.board });
        setStart(found?.scene ?? null);
      });
    flushes.set(question.id, async () => ((await save.flush()) ? { board: latest.draft.board } : null));
    return () => {
      leaving.abort();
      flushes.delete(question.id);
      void save.flush();
    };
  }, [question.id, save, latest]);
  const change = useCallback(
    (drawing: Drawing) => {
      save.change(drawing);
    },
    [save],
  );
  return { start, change, save };
}
