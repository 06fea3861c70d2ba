import { useLingui } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { AiNote, Refused } from "../composer/Dock";
import { LeftNotice } from "../composer/LeftNotice";
import { TimeWarning } from "../status/TimeWarning";
import type { Sending } from "../composer/useSending";
import { spokenButtons } from "./buttons";
import { SpokenPrimaryButton, SpokenSecondButton } from "./SpokenButtons";
import { SpokenTiles, SpokenTools, SpokenWishes } from "./SpokenTools";
import type { VoiceRoomProps } from "./VoiceRoom";

export interface SpokenDockProps extends VoiceRoomProps {
  sending: Sending;
  onMore: () => void;
  children?: ReactNode;
}

/**
 * The bottom of a spoken room: the main button in the middle, mute and typing on one side, smaller requests on the
 * other.
 */
export function SpokenDock(props: SpokenDockProps) {
  const { line, interview, state, draft, sending, children } = props;
  const { t } = useLingui();
  const hasSpoken = (line.model.voice.caption?.text ?? "") !== "";
  const [, second] = spokenButtons(state, sending.hasWords, hasSpoken);
  return (
    <section
      id="answer"
      tabIndex={-1}
      aria-label={t`Interview controls`}
      className="max-h-[70dvh] flex-none overflow-auto border-t border-line bg-surface"
    >
      <div className="mx-auto grid gap-2 px-4 pt-2 pb-1 wide:px-6 wide:pt-3">
        <div className="mx-auto grid w-full max-w-[61.25rem] gap-2 empty:hidden">
          <TimeWarning line={line} interview={interview} state={state} />
          {line.model.notice !== null && <Refused message={line.model.notice.message} onClose={line.readNotice} />}
          <LeftNotice line={line} draft={draft} />
          {children}
          {sending.complaint !== null && (
            <p id="complaint" role="alert" className="flex items-start gap-2 text-label font-[650] text-danger-ink">
              <CircleAlert aria-hidden="true" />
              {sending.complaint}
            </p>
          )}
        </div>
        <div className="grid gap-1 wide:grid-cols-2 wide:gap-x-4 wide:gap-y-2 spacious:grid-cols-[1fr_auto_1fr] spacious:items-center">
          <div className="flex gap-2 wide:col-span-2 wide:justify-center spacious:order-2 spacious:col-span-1">
            <SpokenPrimaryButton {...props} />
            <SpokenSecondButton {...props} action={second} />
          </div>
          <SpokenTools {...props} />
          <SpokenWishes {...props} />
          <SpokenTiles {...props} />
        </div>
        <AiNote ai={interview.aiName ?? "Aural"} interview={interview} />
      </div>
    </section>
  );
}
