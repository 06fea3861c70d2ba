import { Trans, useLingui } from "@lingui/react/macro";
import { type ComponentProps, useEffect, useRef, useState } from "react";

import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Gap } from "../../ui/language/Gap";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "../status/states";
import type { RoomLine } from "../link/useRoom";

interface EndDialogProps {
  line: RoomLine;
  state: StateName;
  onClose: () => void;
}

/** Ends the interview in two steps. The safe button has the focus in both. */
export function EndDialog({ line, state, onClose }: EndDialogProps) {
  const { t } = useLingui();
  const [isSure, setSure] = useState(false);
  return isSure ? (
    <Dialog key="sure" title={t`Finish the interview?`} onClose={onClose}>
      <ForGood
        isOff={line.model.line !== "open"}
        onBack={() => {
          setSure(false);
        }}
        onFinish={() => {
          line.request("end");
          onClose();
        }}
      />
    </Dialog>
  ) : (
    <Dialog key="ask" title={t`Finish now?`} onClose={onClose}>
      <AskFirst
        line={line}
        state={state}
        onClose={onClose}
        onFinish={() => {
          setSure(true);
        }}
      />
    </Dialog>
  );
}

/** How many questions the person has answered. */
export function countAnswered(model: RoomModel): number {
  const answers = model.messages.filter((message) => message.kind === "answer" && message.questionId !== null);
  return new Set(answers.map((message) => message.questionId)).size;
}

interface AskFirstProps extends EndDialogProps {
  onFinish: () => void;
}

function AskFirst({ line, state, onClose, onFinish }: AskFirstProps) {
  const answered = countAnswered(line.model);
  const of = line.model.room?.progress.of ?? 0;
  const canPause = line.model.line === "open" && (line.model.room?.pausesLeft ?? 0) > 0 && state !== "paused";
  return (
    <>
      <p className="mt-3 leading-[1.6] text-ink-2">
        <Trans>
          You’ve answered {answered} of {of} questions.
        </Trans>
        <Gap />
        {canPause && <Trans>You can also pause and come back with the same link.</Trans>}
      </p>
      <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:flex-wrap">
        <SafeButton onClick={onClose}>
          <Trans>Keep going</Trans>
        </SafeButton>
        {canPause && (
          <Button
            onClick={() => {
              line.request("pause");
              onClose();
            }}
          >
            <Trans>Pause instead</Trans>
          </Button>
        )}
        <Button onClick={onFinish} className="wide:ms-auto">
          <Trans>Finish…</Trans>
        </Button>
      </div>
    </>
  );
}

interface ForGoodProps {
  isOff: boolean;
  onBack: () => void;
  onFinish: () => void;
}

function ForGood({ isOff, onBack, onFinish }: ForGoodProps) {
  return (
    <>
      <p className="mt-3 leading-[1.6] text-ink-2">
        <Trans>The answers that you’ve sent are kept. You can’t answer more questions after this.</Trans>
      </p>
      {isOff && (
        <p className="mt-3 font-[650]">
          <Trans>You’re offline right now. You can finish once the connection is back.</Trans>
        </p>
      )}
      <div className="mt-6 flex flex-col gap-2 wide:flex-row wide:justify-between">
        <SafeButton onClick={onBack}>
          <Trans>Go back</Trans>
        </SafeButton>
        <Button look="danger" isOff={isOff} onClick={onFinish}>
          <Trans>Finish the interview</Trans>
        </Button>
      </div>
    </>
  );
}

export function SafeButton(props: ComponentProps<"button">) {
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    button.current?.querySelector("button")?.focus();
  }, []);
  return (
    <div ref={button} className="contents">
      <Button {...props} look="plain" />
    </div>
  );
}
