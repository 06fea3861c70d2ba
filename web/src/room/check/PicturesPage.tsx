import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Button } from "../../ui/Button";
import { Frame, Heading } from "../page/Frame";
import type { Interview } from "../link/protocol";
import { useAgreed } from "../recording/useAgreed";
import { StepLine } from "../page/StepLine";
import { CameraRow, ScreenRow } from "./PictureRows";
import { LineRow } from "./Rows";
import { useLineTest } from "./useLineTest";

interface PicturesPageProps {
  interview: Interview;
  isBusy: boolean;
  onGo: () => void;
  children?: ReactNode;
}

/** Shows, before a written interview, what will be recorded. None of it is required. */
export default function PicturesPage({ interview, isBusy, onGo, children }: PicturesPageProps) {
  const { t } = useLingui();
  const agreed = useAgreed(interview.recording);
  const line = useLineTest();
  return (
    <Frame interview={interview} title={t`Check what will be recorded`}>
      <div className="grid gap-6 pb-12">
        <div className="grid gap-2">
          <StepLine number={2} />
          <Heading takesFocus>
            <Trans>Check what will be recorded</Trans>
          </Heading>
          <p className="max-w-[60ch] leading-[1.6] text-ink-2">
            <Trans>
              You answer by typing. During the interview, only what you agreed to is recorded. Here you can see what the
              recording will show. If something doesn’t work, continue without it.
            </Trans>
          </p>
        </div>
        <ul className="rounded-panel border border-line bg-surface px-4 py-5 wide:px-6">
          {agreed.includes("camera") && <CameraRow withSound />}
          {agreed.includes("screen") && <ScreenRow />}
          <LineRow test={line} />
        </ul>
        {children}
        <div className="flex flex-col gap-3 wide:flex-row">
          <Button look="main" isOff={isBusy} onClick={onGo}>
            {isBusy ? <Trans>Starting…</Trans> : <Trans>Continue</Trans>}
          </Button>
        </div>
      </div>
    </Frame>
  );
}
