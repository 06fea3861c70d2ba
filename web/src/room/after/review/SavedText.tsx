import { SaveLine } from "./SaveLine";
import { TextArea } from "../TextArea";
import type { Saved } from "./useSaved";

interface SavedTextProps {
  label: string;
  rows: number;
  maxLength: number;
  isOpen: boolean;
  saved: Saved<string>;
  onChange: () => void;
}

/**
 * A text for the reader that is saved automatically, with the state of saving. Once the review is closed, it is
 * read-only.
 */
export function SavedText({ label, rows, maxLength, isOpen, saved, onChange }: SavedTextProps) {
  return (
    <>
      {(isOpen || saved.value !== "") && (
        <TextArea
          label={label}
          rows={rows}
          maxLength={maxLength}
          isReadOnly={!isOpen}
          value={saved.value}
          onChange={(text) => {
            saved.change(text);
            onChange();
          }}
        />
      )}
      <SaveLine saved={saved} />
    </>
  );
}
