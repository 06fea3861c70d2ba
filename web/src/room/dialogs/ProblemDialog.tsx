import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { MailLink } from "../entry/Contact";
import type { Interview } from "../link/protocol";
import type { RoomLine } from "../link/useRoom";

interface ProblemDialogProps {
  line: RoomLine;
  interview: Interview;
  onClose: () => void;
}

/** Reports a problem, which also stops the clock. */
export function ProblemDialog({ line, interview, onClose }: ProblemDialogProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const organization = interview.organizationName;
  const spoken = [t`I can’t hear the interviewer`, t`The interviewer can’t hear me`, t`The interviewer talks over me`];
  const reasons = [
    ...(line.model.voice.phase === "off" ? [] : spoken),
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
            <Trans>In your own words (optional)</Trans>
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
        <div className="grid gap-1 text-label text-ink-2">
          <p className="font-[650]">
            <Trans>When you send this:</Trans>
          </p>
          <ul className="grid list-disc gap-0.5 ps-5">
            <li>
              <Trans>The clock stops until you continue.</Trans>
            </li>
            <li>
              {organization ? (
                <Trans>{organization} sees what you write here.</Trans>
              ) : (
                <Trans>Reviewers see what you write here.</Trans>
              )}
            </li>
            <li>
              <Trans>This part of the interview is left out of the report.</Trans>
            </li>
          </ul>
        </div>
        {interview.contact && (
          <p className="text-label text-ink-2">
            <Trans>
              Or write to a person: <MailLink address={interview.contact} />
            </Trans>
          </p>
        )}
        <div className="flex flex-col gap-2 wide:flex-row wide:justify-between">
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="main" size="medium">
            <Trans>Stop the clock and send</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
