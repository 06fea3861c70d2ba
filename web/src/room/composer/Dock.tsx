import { Trans, useLingui } from "@lingui/react/macro";
import { CircleAlert, X } from "lucide-react";

import type { Task } from "../../api/questionTypes";
import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { PendingTurns } from "../conversation/PendingTurns";
import { WhoReads } from "../entry/WhoReads";
import type { Interview } from "../link/protocol";
import { unsavedOf } from "../link/reducer";
import type { WrittenRoomProps } from "../live/WrittenRoom";
import { TASKS } from "../question/tasks";
import { isResting, type PrimaryAction } from "../status/states";
import { StateStrip } from "../status/StateStrip";
import { TimeWarning } from "../status/TimeWarning";
import { Actions } from "./Actions";
import { Composer } from "./Composer";
import type { Draft } from "./drafts";
import { LeftNotice } from "./LeftNotice";

interface DockProps extends WrittenRoomProps {
  task: Task;
  primary: PrimaryAction;
  hasWords: boolean;
  complaint: string | null;
  onDraft: (part: Partial<Draft>) => void;
}

/** The bottom of the room: the state, the text field with the main button, and the smaller requests. */
export function Dock(props: DockProps) {
  const { line, interview, state, text, draft, task, complaint } = props;
  const { t } = useLingui();
  const isBench = TASKS[task].layout === "bench";
  return (
    <section
      id="answer"
      tabIndex={-1}
      aria-label={t`Interview controls`}
      className="@container max-h-[70dvh] overflow-auto border-t border-line bg-surface"
    >
      <div
        className={`mx-auto grid gap-1.5 px-4 pt-2 pb-1 wide:px-6 wide:pt-3 wide:pb-2 ${isBench ? "" : "max-w-[48rem]"}`}
      >
        <TimeWarning line={line} interview={interview} state={state} />
        {line.model.notice !== null && <Refused message={line.model.notice.message} onClose={line.readNotice} />}
        <LeftNotice line={line} draft={draft} />
        {isBench && unsavedOf(line.model).length > 0 && (
          <div role="log" className="broad:hidden">
            <PendingTurns line={line} draft={draft} />
          </div>
        )}
        {!isResting(state) && <StateStrip state={state} text={text} model={line.model} />}
        <Composer {...props} draft={draft.draft} />
        {complaint !== null && (
          <p id="complaint" role="alert" className="flex items-start gap-2 text-label font-[650] text-danger-ink">
            <CircleAlert aria-hidden="true" />
            {complaint}
          </p>
        )}
        <Actions {...props} />
        <AiNote ai={interview.aiName ?? "Aural"} interview={interview} />
      </div>
    </section>
  );
}

export function Refused({ message, onClose }: { message: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Notice ground="danger" role="alert" className="flex items-start justify-between gap-3">
      <p>{message || t`Something went wrong on the server. Nothing is lost. Try again in a moment.`}</p>
      <Button look="quiet" aria-label={t`Close this note`} className="-me-3 -my-2 size-11 flex-none" onClick={onClose}>
        <X aria-hidden="true" />
      </Button>
    </Notice>
  );
}

/** Hidden if there is no room. Then the speaker's name and the first words of the interview say the same. */
export function AiNote({ ai, interview }: { ai: string; interview: Interview }) {
  return (
    <p className="hidden pb-1 text-center text-meta text-ink-3 roomy:block">
      <Trans>{ai} is an AI.</Trans>
      <Gap />
      <WhoReads interview={interview} />
    </p>
  );
}
