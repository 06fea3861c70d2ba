import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useRef, useState } from "react";

import { Button } from "../../../ui/Button";
import { useKeptFocus } from "../../../ui/hooks/useKeptFocus";
import { timeOfDay } from "../../conversation/format";
import type { Interview } from "../../link/protocol";
import { Editor, LeaveOut, Words } from "./ReviewEditors";
import { Versions } from "./Versions";
import { type Checked, correct, type Correction } from "../records";
import { SaveLine } from "./SaveLine";
import { useSaved } from "./useSaved";

interface ReviewTurnProps {
  slug: string;
  turn: Checked;
  interview: Interview;
  isOpen: boolean;
  onChange: () => void;
}

const NONE: Correction = { content: null, note: null, isLeftOut: false, reason: null };

/** One turn of the transcript. The person's own turns can be corrected. Both versions are then shown and labeled. */
export function ReviewTurn({ slug, turn, interview, isOpen, onChange }: ReviewTurnProps) {
  const { i18n } = useLingui();
  const isOwn = turn.role === "user";
  const time = timeOfDay(turn.at, i18n.locale);
  const aiName = interview.aiName ?? "Aural";
  if (!isOwn) {
    return (
      <article className="ps-4">
        <p className="flex items-baseline gap-2 text-label font-[650] text-petrol-ink">
          <Trans>{aiName}, AI interviewer</Trans>
          <span className="font-mono text-meta font-normal text-ink-3">{time}</span>
        </p>
        <p lang={interview.language} className="mt-0.5 leading-[1.6] whitespace-pre-line">
          {turn.content}
        </p>
      </article>
    );
  }
  return (
    <article className="rounded-panel border border-s-3 border-line border-s-marigold-line bg-surface px-4 py-3 wide:px-5">
      <p className="flex items-baseline gap-2 text-label font-[650] text-marigold-ink">
        <Trans>You</Trans>
        <span className="font-mono text-meta font-normal text-ink-3">{time}</span>
      </p>
      <OwnTurn slug={slug} turn={turn} isOpen={isOpen} onChange={onChange} />
    </article>
  );
}

type Part = "content" | "note" | "out";

function OwnTurn({ slug, turn, isOpen, onChange }: Omit<ReviewTurnProps, "interview">) {
  const { t } = useLingui();
  const { id, seq } = turn;
  const save = useCallback(
    (value: Correction, changed: readonly string[]) => correct(slug, seq, value, changed),
    [slug, seq],
  );
  const stored = turn.correction === null ? NONE : partOf(turn.correction);
  // By the message's id: other sessions of the same link have messages with the same numbers.
  const saved = useSaved(isOpen ? `aural.review.${slug}.${id}` : null, stored, save, t`Correction saved`);
  const [open, setOpen] = useState<Part | null>(null);
  const { value } = saved;
  const box = useRef<HTMLDivElement>(null);
  // The button that opens an editor disappears then, and the editor disappears with the button that closes it.
  const noteFocus = useKeptFocus(() => {
    box.current?.querySelector<HTMLElement>("[data-doors] button, input, textarea")?.focus();
  });
  const change = (part: Partial<Correction>, isNow = false) => {
    saved.change({ ...value, ...part }, isNow);
    onChange();
  };
  const close = () => {
    saved.flush();
    setOpen(null);
  };
  return (
    <div ref={box} className="grid gap-3" onFocus={noteFocus}>
      <Versions
        turn={turn}
        value={open === "content" ? { ...value, content: null } : value}
        stored={saved.stored}
        onCorrect={
          isOpen
            ? () => {
                setOpen("content");
              }
            : null
        }
      />
      {open === "content" && <Words turn={turn} value={value} onChange={change} onClose={close} />}
      {open === "note" && (
        <Editor
          label={t`Your note on this answer`}
          value={value.note ?? ""}
          onChange={(note) => {
            change({ note: note.trim() === "" ? null : note });
          }}
          onClose={close}
        />
      )}
      {open === "out" && <LeaveOut seq={seq} value={value} onChange={change} onClose={close} />}
      <SaveLine saved={saved} />
      {isOpen && open === null && <Doors value={value} onOpen={setOpen} />}
    </div>
  );
}

function partOf({ content, note, isLeftOut, reason }: Correction): Correction {
  return { content, note, isLeftOut, reason };
}

function Doors({ value, onOpen }: { value: Correction; onOpen: (part: Part) => void }) {
  const door = (part: Part) => ({
    onClick: () => {
      onOpen(part);
    },
  });
  return (
    <div data-doors className="-ms-3 flex flex-wrap gap-x-1">
      <Button look="quiet" {...door("content")}>
        {value.content === null ? <Trans>Correct this answer</Trans> : <Trans>Edit the correction</Trans>}
      </Button>
      <Button look="quiet" {...door("note")}>
        {value.note === null ? <Trans>Add a note</Trans> : <Trans>Edit the note</Trans>}
      </Button>
      <Button look="quiet" {...door("out")}>
        {value.isLeftOut ? <Trans>Left out (change)</Trans> : <Trans>Leave out of the report</Trans>}
      </Button>
    </div>
  );
}
