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
 * A text for the reader that is saved automatically, with the state of saving. Once the review is closed, it is a
 * quote.
 */
export function SavedText({ label, rows, maxLength, isOpen, saved, onChange }: SavedTextProps) {
  return (
    <>
      {!isOpen && saved.value !== "" && (
        <div className="border-s-2 border-line ps-3">
          <p className="text-label font-[650] text-ink-2">{label}</p>
          <p dir="auto" className="font-voice leading-[1.55] whitespace-pre-wrap">
            {saved.value}
          </p>
        </div>
      )}
      {isOpen && (
        <TextArea
          label={label}
          rows={rows}
          maxLength={maxLength}
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
