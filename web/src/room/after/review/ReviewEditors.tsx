import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { Button } from "../../../ui/Button";
import { CheckRow } from "../../check/CheckRow";
import { MAX_ANSWER_CHARACTERS } from "../../link/protocol";
import type { Checked, Correction } from "../records";
import { TextArea } from "../TextArea";

/** The editors for a person's own answer. Each change is saved automatically. */

interface WordsProps {
  turn: Checked;
  value: Correction;
  onChange: (part: Partial<Correction>, isNow?: boolean) => void;
  onClose: () => void;
}

export function Words({ turn, value, onChange, onClose }: WordsProps) {
  const { t } = useLingui();
  return (
    <Editor
      label={t`What you meant to say`}
      maxLength={MAX_ANSWER_CHARACTERS}
      value={value.content ?? turn.content}
      onChange={(content) => {
        onChange({ content: content.trim() === "" || content === turn.content ? null : content });
      }}
      onClose={onClose}
    >
      {value.content !== null && (
        <Button
          look="quiet"
          onClick={() => {
            onChange({ content: null }, true);
            onClose();
          }}
        >
          <Trans>Restore the original</Trans>
        </Button>
      )}
    </Editor>
  );
}

interface EditorProps {
  label: string;
  value: string;
  maxLength?: number;
  onChange: (value: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

export function Editor({ label, value, maxLength = 2_000, onChange, onClose, children }: EditorProps) {
  const [words, setWords] = useState(value);
  return (
    <div className="grid gap-2">
      <TextArea
        label={label}
        takesFocus
        maxLength={maxLength}
        value={words}
        onChange={(text) => {
          setWords(text);
          onChange(text);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
        {children}
      </div>
    </div>
  );
}

export function LeaveOut({ seq, value, onChange, onClose }: Omit<WordsProps, "turn"> & { seq: number }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <CheckRow
        id={`out-${seq}`}
        isOn={value.isLeftOut}
        hint={t`The answer stays in the transcript, marked as left out, and the report doesn’t use it.`}
        onChange={(isLeftOut) => {
          onChange({ isLeftOut, reason: isLeftOut ? value.reason : null }, true);
        }}
      >
        <Trans>Leave this answer out of the report</Trans>
      </CheckRow>
      {value.isLeftOut && (
        <TextArea
          label={t`Why? For example: I misunderstood the question.`}
          rows={2}
          maxLength={1_000}
          value={value.reason ?? ""}
          onChange={(reason) => {
            onChange({ reason: reason === "" ? null : reason });
          }}
        />
      )}
      <div>
        <Button onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </div>
    </div>
  );
}
