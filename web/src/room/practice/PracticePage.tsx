import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";

import { Button } from "../../ui/Button";
import type { Interview } from "../link/protocol";
import { OpenRoom } from "../live/OpenRoom";
import { StepLine } from "../page/StepLine";
import { usePractice } from "./usePractice";
import { speaks } from "../voice/wishes";

interface PracticePageProps {
  interview: Interview;
  isBusy: boolean;
  onStart: () => void;
  children?: ReactNode;
}

/** A practice in the room with one question, which sends and stores nothing. */
export default function PracticePage({ interview, isBusy, onStart, children }: PracticePageProps) {
  const practice = usePractice(interview);
  const { lang } = document.documentElement;
  // The practice is in the language of the page.
  const shown = useMemo(() => ({ ...interview, language: lang }), [interview, lang]);
  return (
    <OpenRoom
      line={practice.line}
      interview={shown}
      newLink={null}
      onLeave={onStart}
      banner={<Banner isSpoken={speaks(interview)}>{children}</Banner>}
      corner={
        !practice.isOver && (
          <Button look="quiet" isOff={isBusy} onClick={onStart}>
            <Trans>Skip practice</Trans>
          </Button>
        )
      }
      isPractice
      foot={practice.isOver && <After isBusy={isBusy} onStart={onStart} onAgain={practice.again} />}
    />
  );
}

function Banner({ isSpoken, children }: { isSpoken: boolean; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Practice`} className="border-b border-marigold-line bg-marigold-soft">
      <div className="mx-auto flex max-w-[48rem] flex-wrap items-baseline justify-between gap-x-4 px-4 py-2 wide:px-6">
        <p className="font-[650] text-marigold-ink">
          <Trans>Practice. Nothing here is kept or used in the report.</Trans>
        </p>
        {isSpoken && (
          <p className="text-label">
            <Trans>This practice is typed. In the interview, you can also speak.</Trans>
          </p>
        )}
        <StepLine number={2} />
        {children && <div className="w-full py-2">{children}</div>}
      </div>
    </section>
  );
}

interface AfterProps {
  isBusy: boolean;
  onStart: () => void;
  onAgain: () => void;
}

function After({ isBusy, onStart, onAgain }: AfterProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section id="answer" tabIndex={-1} className="border-t border-line bg-surface">
      <div className="mx-auto grid max-w-[48rem] gap-3 px-4 py-4 wide:px-6">
        <h2 ref={heading} tabIndex={-1} className="text-lead leading-tight font-[650]">
          <Trans>That’s how it works</Trans>
        </h2>
        <p className="text-ink-2">
          <Trans>Pauses are fine. You can take a minute, have a question rephrased, or skip it at any time.</Trans>
        </p>
        <div className="flex flex-col gap-3 wide:flex-row">
          <Button look="main" isOff={isBusy} onClick={onStart}>
            {isBusy ? <Trans>Starting…</Trans> : <Trans>Start the interview</Trans>}
          </Button>
          <Button look="tall" onClick={onAgain}>
            <Trans>Practice again</Trans>
          </Button>
        </div>
      </div>
    </section>
  );
}
