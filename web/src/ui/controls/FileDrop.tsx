import { Trans } from "@lingui/react/macro";
import { FileUp } from "lucide-react";
import { type ReactNode, useState } from "react";

interface FileDropProps {
  label: ReactNode;
  hint: ReactNode;
  accept: string;
  isMany?: boolean;
  onFiles: (files: File[]) => void;
}

/** An area to drop files on, which also opens the browser's file dialog. */
export function FileDrop({ label, hint, accept, isMany = false, onFiles }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  return (
    <label
      className={`grid cursor-pointer justify-items-center gap-2 rounded-panel border-2 border-dashed px-6 py-10 text-center has-focus-visible:outline-3 ${isOver ? "border-petrol bg-petrol-soft" : "border-line-strong bg-surface hover:bg-sunken"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files].slice(0, isMany ? undefined : 1));
      }}
    >
      <FileUp aria-hidden="true" className="size-8 text-petrol-ink" />
      <span className="font-[650]">{label}</span>
      <span className="text-label text-ink-2">{hint}</span>
      <span className="text-petrol-ink underline underline-offset-3">
        <Trans>Choose a file</Trans>
      </span>
      <input
        type="file"
        className="sr-only"
        accept={accept}
        multiple={isMany}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
