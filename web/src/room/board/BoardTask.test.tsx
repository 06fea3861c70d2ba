import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";

import { show } from "../../ui/testing";
import { NOTHING } from "../composer/drafts";
import type { Question } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";
import BoardTask from "./BoardTask";
import type { Drawing, Start } from "./useBoard";

/** Like the real whiteboard, it begins with `start` and keeps track of what was drawn since. */
function DrawnOn({ start, onChange }: { start: Start; onChange: (drawing: Drawing) => void }) {
  const [strokes, setStrokes] = useState(0);
  const draw = () => {
    setStrokes(strokes + 1);
    onChange({ isEmpty: false } as Drawing);
  };
  return (
    <button type="button" onClick={draw}>
      {start.scene === null ? strokes : "another drawing"}
    </button>
  );
}

vi.mock("./Board", () => ({ Board: DrawnOn }));
vi.mock("./useBoard", () => ({
  useBoard: () => ({
    start: { scene: null, isUnsaved: false },
    change: vi.fn(),
    save: { subscribe: () => vi.fn(), look: () => NEVER_SAVED, flush: vi.fn() },
  }),
}));

const NEVER_SAVED = { phase: "none", savedAt: null };

function showBoard() {
  const question = { id: "q1", type: "WHITEBOARD" } as Question;
  const line = { model: { sessionId: "s1", messages: [] } } as unknown as RoomLine;
  function Task() {
    const [draft, setDraft] = useState(NOTHING);
    return (
      <BoardTask
        line={line}
        question={question}
        draft={draft}
        onDraft={(part) => {
          setDraft((before) => ({ ...before, ...part }));
        }}
      />
    );
  }
  show(<Task />);
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("keeps what was drawn while the candidate describes it in words", () => {
  showBoard();
  press("0");
  press("1");
  press("Describe in words");
  press("Draw");
  expect(screen.getByRole("button", { name: "2" })).toBeTruthy();
});
