import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ClockIcon, Flag } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "../../ui/Button";
import { minutesLeft } from "./clock";
import { accentLine, Mark } from "../page/Mark";
import { PreviewMark } from "../page/PreviewMark";
import { QuestionTime } from "./QuestionTime";
import type { Clock, Interview, Progress } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import { useRemaining } from "./useRemaining";

const NOT_BEGUN: Progress = { current: 0.5, of: 1 };

interface TopBarProps {
  model: RoomModel;
  interview: Interview;
  onOpen: (dialog: "end" | "problem") => void;
  /** Replaces help and end where they have no meaning. */
  corner?: ReactNode;
}

/** The organization, the progress and the time. Help and end are always here. */
export function TopBar({ model, interview, onOpen, corner }: TopBarProps) {
  const clock = model.room?.clock ?? null;
  const progress = model.room?.progress ?? null;
  const question = model.room?.question ?? null;
  const isInterview = corner === undefined; // reserves the second line until the server has sent its content
  return (
    <header style={accentLine(interview.brand)} className="flex-none border-b border-line bg-surface">
      <PreviewMark interview={interview} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 ps-4 pe-1 wide:grid-cols-[minmax(0,1fr)_auto_minmax(max-content,1fr)] wide:gap-x-6 wide:px-6 wide:py-2">
        <div className="flex min-w-0 items-center gap-3 py-1 wide:py-0">
          <span className="hidden wide:block">
            <Mark name={interview.organizationName ?? null} brand={interview.brand} />
          </span>
          <div className="min-w-0 leading-tight">
            <p
              lang={interview.language}
              title={interview.title}
              className="line-clamp-2 text-body font-[650] wide:line-clamp-1 wide:text-read"
            >
              {interview.title}
            </p>
            <p className="line-clamp-1 text-meta leading-snug text-ink-3 wide:text-label">
              {interview.organizationName}
            </p>
          </div>
        </div>
        <div className="flex items-center justify-end gap-1 wide:order-last">
          <span className="hidden wide:block">{clock !== null && <TimeLeft clock={clock} />}</span>
          {corner ?? <HelpAndEnd onOpen={onOpen} />}
        </div>
        <div
          className={`col-span-full flex flex-wrap items-center justify-between gap-x-3 pe-3 wide:col-span-1 wide:min-h-0 wide:p-0 ${isInterview ? "min-h-9" : "pb-2"}`}
        >
          {progress !== null && (
            <Steps {...progress}>{question?.clock && <QuestionTime key={question.id} clock={question.clock} />}</Steps>
          )}
          <span className="ms-auto wide:hidden">{clock !== null && <TimeLeft clock={clock} />}</span>
        </div>
      </div>
      {isInterview && <ProgressLine {...(progress ?? NOT_BEGUN)} />}
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
        <span className="sr-only whitespace-nowrap broad:not-sr-only">
          <Trans>Report a problem</Trans>
        </span>
        <span aria-hidden="true" className="broad:hidden">
          <Trans context="short for Report a problem">Problem</Trans>
        </span>
      </Button>
      <Button
        look="quiet"
        aria-haspopup="dialog"
        onClick={() => {
          onOpen("end");
        }}
      >
        <Trans>Finish</Trans>
      </Button>
    </>
  );
}

/** Follow-ups add no segment; from twelve questions on, a segment would be too small to see. */
function Steps({ current, of, children }: Progress & { children: ReactNode }) {
  const { t } = useLingui();
  const numbers = Array.from({ length: of }, (_, index) => index + 1);
  return (
    <div
      role="group"
      aria-label={t`Progress`}
      className="flex flex-wrap items-center gap-x-4 wide:flex-col wide:gap-y-1.5"
    >
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
      <div className="contents wide:flex wide:items-center wide:gap-x-3">
        <p className="text-label whitespace-nowrap text-ink-2">
          <Trans>
            Question {current} of {of}
          </Trans>
        </p>
        {children}
      </div>
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

function TimeLeft({ clock }: { clock: Clock }) {
  const { t } = useLingui();
  const seconds = useRemaining(clock);
  const [isHidden, setHidden] = useState(false);
  return (
    <button
      type="button"
      className="-me-2 inline-flex min-h-9 items-center gap-1.5 rounded-control px-2 text-label whitespace-nowrap text-ink-2 hover:bg-sunken hover:text-ink wide:me-0 wide:min-h-11"
      title={isHidden ? t`Show the time` : t`Hide the time`}
      onClick={() => {
        setHidden(!isHidden);
      }}
    >
      <ClockIcon aria-hidden="true" />
      {isHidden ? <Trans>Show time</Trans> : <MinutesLeft seconds={seconds} />}
    </button>
  );
}

function MinutesLeft({ seconds }: { seconds: number }) {
  if (seconds < 30) return <Trans>Less than a minute left</Trans>;
  const minutes = minutesLeft(seconds);
  return <Plural value={minutes} one="About # min left" other="About # min left" />;
}
