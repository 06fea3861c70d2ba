import { Trans } from "@lingui/react/macro";
import { ChevronUp } from "lucide-react";
import { useState } from "react";

import type { Task } from "../../api/questionTypes";
import { Button } from "../../ui/Button";
import { currentAsk } from "../conversation/ask";
import type { RoomLine } from "../link/useRoom";
import { TASKS } from "../question/tasks";
import { isResting, type PrimaryAction, type StateName } from "../status/states";
import type { Draft } from "./drafts";
import { PrimaryButton } from "./PrimaryButton";
import { WordsField } from "./WordsField";

interface ComposerProps {
  line: RoomLine;
  state: StateName;
  task: Task;
  primary: PrimaryAction;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** The text field with the main button, in a row that grows with the text. */
export function Composer({ line, state, task, primary, draft, onDraft }: ComposerProps) {
  const id = line.model.room?.question?.id ?? "";
  const [wantedAt, setWantedAt] = useState<string | null>(null);
  const isWanted = wantedAt === id;
  const isFollowUp = currentAsk(line.model.messages)?.kind === "follow_up";
  const isFolded = TASKS[task].hasFoldedWords && !isWanted && draft.text === "";
  return (
    <div className="flex items-end gap-2">
      {isFolded ? (
        <Button
          look="tall"
          aria-expanded={false}
          className="min-w-0 flex-1 justify-start! px-4! text-body! text-ink-2"
          onClick={() => {
            setWantedAt(id);
          }}
        >
          <ChevronUp aria-hidden="true" />
          <Trans>Say why (optional)</Trans>
        </Button>
      ) : (
        <WordsField
          task={isFollowUp ? "words" : task}
          isResting={isResting(state)}
          takesFocus={isWanted}
          value={draft.text}
          onChange={(words) => {
            onDraft({ text: words });
          }}
        />
      )}
      <PrimaryButton action={primary} state={state} />
    </div>
  );
}
