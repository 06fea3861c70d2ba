import { useCallback, useEffect, useState } from "react";

import type { Draft } from "../composer/drafts";
import type { Question } from "../link/protocol";
import { keptStore } from "../link/storage";
import { Autosave, awaitWork, getWork, type Work } from "../question/work";
import { isNewer, KeptDrawings } from "./keptDrawings";
import { flushes, pictures } from "./pictures";

/** A drawing as the whiteboard reports it. `pack` turns it into what is saved. */
export interface Drawing {
  isEmpty: boolean;
  scene: () => object;
  pack: () => Promise<{ scene: object; picture: string | null; text: string }>;
}

/** The scene that the whiteboard begins with. `isUnsaved`: the server doesn't have it in this state. */
export interface Start {
  scene: object | null;
  isUnsaved: boolean;
}

interface BoardBox {
  /** Undefined until it is found. */
  start: Start | undefined;
  change: (drawing: Drawing) => void;
  save: Autosave<Drawing>;
}

const KEEP_MILLISECONDS = 200;

/** The drawing of a question. It starts as it was left, and is saved when it changes and again before it is sent. */
export function useBoard(
  sessionId: string,
  question: Question,
  draft: Draft,
  onDraft: (part: Partial<Draft>) => void,
): BoardBox {
  const [start, setStart] = useState<Start>();
  const [latest] = useState(() => ({ draft, onDraft }));
  useEffect(() => {
    Object.assign(latest, { draft, onDraft });
  });
  const [keeper] = useState(() => new Keeper(sessionId, question.id, () => latest.draft.board));
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
          keeper.settle(drawing);
        },
      ),
  );
  useEffect(() => {
    const leaving = new AbortController();
    findStart(question.id, keeper, leaving.signal).then(
      ({ board, ...found }) => {
        if (board !== null && latest.draft.board === null) latest.onDraft({ board });
        setStart(found);
      },
      () => undefined,
    );
    flushes.set(question.id, async () => {
      const isSaved = await save.flush();
      const { refused, isUnknown } = save;
      return isSaved || refused !== null ? { board: latest.draft.board, refused, isUnknown } : null;
    });
    window.addEventListener("pagehide", keeper.keep);
    return () => {
      leaving.abort();
      flushes.delete(question.id);
      window.removeEventListener("pagehide", keeper.keep);
      keeper.keep();
      void save.flush();
    };
  }, [question.id, save, latest, keeper]);
  const change = useCallback(
    (drawing: Drawing) => {
      keeper.change(drawing);
      save.change(drawing);
    },
    [save, keeper],
  );
  return { start, change, save };
}

/** Finds the drawing to continue with. Rejects if the page leaves the question meanwhile. */
async function findStart(
  questionId: string,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<Start & { board: string | null }> {
  await keptStore().ready;
  const kept = keeper.read();
  // An empty board would overwrite the drawing that could not be fetched.
  const works =
    kept === null ? await awaitWork(questionId, signal) : await getWork(questionId, signal).catch(() => null);
  signal.throwIfAborted();
  const work = works?.[questionId];
  const found = work?.whiteboard ?? null;
  const isUnsaved = kept !== null && isNewer(kept, found, work?.savedAt ?? null);
  return { scene: isUnsaved ? kept.scene : (found?.scene ?? null), isUnsaved, board: found?.board ?? null };
}

/**
 * Keeps the newest drawing in this browser until the server has it. It is written soon after a change and when the page
 * is hidden.
 */
class Keeper {
  readonly #drawings: KeptDrawings;
  readonly #questionId: string;
  readonly #base: () => string | null;
  #newest: Drawing | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sessionId: string, questionId: string, base: () => string | null) {
    this.#drawings = new KeptDrawings(keptStore(), sessionId);
    this.#questionId = questionId;
    this.#base = base;
  }

  read() {
    return this.#drawings.read(this.#questionId);
  }

  change(drawing: Drawing): void {
    this.#newest = drawing;
    this.#timer ??= setTimeout(this.keep, KEEP_MILLISECONDS);
  }

  readonly keep = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#newest === null) return;
    const kept = { scene: this.#newest.scene(), base: this.#base(), at: new Date().toISOString() };
    this.#drawings.keep(this.#questionId, kept);
  };

  /** The server has saved this drawing. */
  settle(drawing: Drawing): void {
    if (this.#newest !== drawing) return;
    this.#newest = null;
    this.#drawings.forget(this.#questionId);
  }
}
