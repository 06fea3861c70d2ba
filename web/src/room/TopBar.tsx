import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Clock, Flag } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../ui/Button";
import { minutesLeft } from "./clock";
import { accentLine, Mark } from "./Mark";
import { PreviewMark } from "./PreviewMark";
import { QuestionTime } from "./QuestionTime";
import type { Interview, Progress } from "./protocol";
import type { RoomModel } from "./reducer";
import { useRemaining } from "./useRemaining";

interface TopBarProps {
  model: RoomModel;
  interview: Interview;
  now: number;
  onOpen: (dialog: "end" | "problem") => void;
  /** What stands in the place of help and end, where neither has a meaning. */
  corner?: ReactNode;
  /** What goes on beside the interview, in lines that are always in sight. */
  children?: ReactNode;
}

/** Whose interview, how far, how long; help and the end are always in this place. Where a window is low, only the lines below stay. */
export function TopBar({ children, ...props }: TopBarProps) {
  return (
    <div
      data-bar
      className="contents roomy:sticky roomy:top-0 roomy:z-10 roomy:block lofty:sticky lofty:top-0 lofty:z-10 lofty:block"
    >
      <Bar {...props} />
      <div data-bar className="sticky top-0 z-10">
        {children}
      </div>
    </div>
  );
}

function Bar({ model, interview, now, onOpen, corner }: TopBarProps) {
  const remaining = useRemaining(model.room?.clock ?? null, now);
  const progress = model.room?.progress ?? null;
  const question = model.room?.question ?? null;
  const ownTime = useRemaining(question?.clock ?? null, now);
  return (
    <header style={accentLine(interview.brand)} className="border-b border-line bg-surface">
      <PreviewMark interview={interview} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 ps-4 pe-1 wide:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] wide:gap-x-6 wide:px-6 wide:py-3">
        <div className="flex min-w-0 items-center gap-3 py-2 wide:py-0">
          <span className="hidden wide:block">
            <Mark name={interview.organizationName ?? null} brand={interview.brand} />
          </span>
          <div className="min-w-0 leading-tight">
            <p lang={interview.language} className="line-clamp-2 font-[650]">
              {interview.title}
            </p>
            <p className="text-label leading-snug text-ink-3">{interview.organizationName}</p>
          </div>
        </div>
        <div className="flex items-center justify-end gap-1 wide:order-last">
          <span className="hidden wide:block">{remaining !== null && <TimeLeft seconds={remaining} />}</span>
          {corner ?? <HelpAndEnd onOpen={onOpen} />}
        </div>
        <div className="col-span-full flex flex-wrap items-center justify-between gap-x-4 pe-3 pb-1 wide:col-span-1 wide:p-0">
          {progress !== null && <Steps {...progress} />}
          {ownTime !== null && question !== null && <QuestionTime key={question.id} seconds={ownTime} />}
          <span className="ms-auto wide:hidden">{remaining !== null && <TimeLeft seconds={remaining} />}</span>
        </div>
      </div>
      {progress !== null && <ProgressLine {...progress} />}
    </header>
  );
}

function HelpAndEnd({ onOpen }: Pick<TopBarProps, "onOpen">) {
  return (
    <>
      <Button
        look="quiet"
        aria-haspopup="dialog"
        onClick={() => {
          onOpen("problem");
        }}
      >
        <Flag aria-hidden="true" />
        <span className="sr-only wide:not-sr-only">
          <Trans>Problem</Trans>
        </span>
      </Button>
      <Button
        look="quiet"
        aria-haspopup="dialog"
        onClick={() => {
          onOpen("end");
        }}
      >
        <Trans>End</Trans>
      </Button>
    </>
  );
}

/** Follow-ups add no segment; from twelve questions on, a segment would be too small to see. */
function Steps({ current, of }: Progress) {
  const { t } = useLingui();
  const numbers = Array.from({ length: of }, (_, index) => index + 1);
  return (
    <div role="group" aria-label={t`Progress`} className="flex flex-col items-center gap-1.5">
      {of <= 12 && (
        <ol aria-hidden="true" className="hidden gap-1 wide:flex">
          {numbers.map((number) => (
            <li
              key={number}
              className={`h-1.5 w-8 rounded-full ${number < current ? "bg-petrol" : number === current ? "bg-petrol/50 outline-[1.5px] outline-offset-2 outline-petrol" : "bg-line"}`}
            />
          ))}
        </ol>
      )}
      <p className="text-label text-ink-2">
        <Trans>
          Question {current} of {of}
        </Trans>
      </p>
    </div>
  );
}

function ProgressLine({ current, of }: Progress) {
  return (
    <div aria-hidden="true" className="-mb-px h-1 bg-line wide:hidden">
      <div className="h-full bg-petrol" style={{ inlineSize: `${((current - 0.5) / of) * 100}%` }} />
    </div>
  );
}

function TimeLeft({ seconds }: { seconds: number }) {
  const { t } = useLingui();
  const [isHidden, setHidden] = useState(false);
  return (
    <button
      type="button"
      className="inline-flex min-h-11 items-center gap-1.5 rounded-control px-2 text-label text-ink-2 hover:bg-sunken hover:text-ink -me-2 wide:me-0"
      title={isHidden ? t`Show the time` : t`Hide the time`}
      onClick={() => {
        setHidden(!isHidden);
      }}
    >
      <Clock aria-hidden="true" />
      {isHidden ? <Trans>Show time</Trans> : <MinutesLeft seconds={seconds} />}
    </button>
  );
}

function MinutesLeft({ seconds }: { seconds: number }) {
  if (seconds < 30) return <Trans>Less than a minute left</Trans>;
  const minutes = minutesLeft(seconds);
  return <Plural value={minutes} one="About # min left" other="About # min left" />;
}
