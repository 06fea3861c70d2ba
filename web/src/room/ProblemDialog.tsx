import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import type { Interview } from "./protocol";
import type { RoomLine } from "./useRoom";

interface ProblemDialogProps {
  line: RoomLine;
  interview: Interview;
  onClose: () => void;
}

/** Says what is wrong; the clock stops with it. */
export function ProblemDialog({ line, interview, onClose }: ProblemDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const organization = interview.organizationName;
  const reasons = [
    t`The question is unclear`,
    t`Something on this page doesn’t work`,
    t`Something upset me`,
    t`Something else`,
  ];
  const send = () => {
    const text = [reason, words.trim()].filter(Boolean).join(": ");
    line.request("problem", text === "" ? undefined : text);
    onClose();
  };
  return (
    <Dialog title={t`What’s wrong?`} onClose={onClose}>
      <form
        className="mt-4 grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset className="grid gap-1">
          <legend className="sr-only">{t`What’s wrong?`}</legend>
          {reasons.map((text) => (
            <label
              key={text}
              className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-2 hover:bg-sunken"
            >
              <input
                type="radio"
                name="reason"
                className="size-5 flex-none"
                checked={reason === text}
                onChange={() => {
                  setReason(text);
                }}
              />
              {text}
            </label>
          ))}
        </fieldset>
        <div className="grid gap-1.5">
          <label htmlFor="problem-words" className="text-label font-[650] text-ink-2">
            <Trans>In your words, if you like</Trans>
          </label>
          <textarea
            id="problem-words"
            dir="auto"
            rows={3}
            maxLength={1500}
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
            }}
            className="field w-full px-3 py-2 font-voice"
          />
        </div>
        <p className="text-label text-ink-2">
          {organization ? (
            <Trans>The clock stops until you continue. {organization} will see this note.</Trans>
          ) : (
            <Trans>The clock stops until you continue. Whoever reads your answers will see this note.</Trans>
          )}
        </p>
        <div className="flex flex-col gap-2 wide:flex-row wide:justify-between">
          <Button type="submit" look="main" className="min-h-11! text-body! wide:order-last">
            <Trans>Send the note</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
