import { Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import type { Draft } from "./drafts";
import type { RoomLine } from "../link/useRoom";

interface AllIHaveProps {
  line: RoomLine;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
}

/** Ends the probing of a research question, and sends what was typed. */
export function AllIHave({ line, draft, onDraft }: AllIHaveProps) {
  const { t } = useLingui();
  return (
    <Button
      look="plain"
      onClick={() => {
        line.answer([draft.text.trim(), t`That’s all I have.`].filter((part) => part !== "").join("\n\n"), {});
        onDraft({ text: "" });
      }}
    >
      <Trans>That’s all I have</Trans>
    </Button>
  );
}
