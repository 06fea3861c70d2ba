import { Trans, useLingui } from "@lingui/react/macro";
import {
  CircleCheck,
  CornerDownRight,
  Hourglass,
  LogOut,
  MessageSquareQuote,
  Mic,
  Pause,
  RotateCcw,
  SkipForward,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";

import { QUESTION_TYPES } from "../../api/questionTypes";
import { currentAsk } from "../conversation/ask";
import type { RequestKind } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import type { WrittenRoomProps } from "../live/WrittenRoom";
import type { StateName } from "../status/states";
import { Action, type ActionItem, ActionBar } from "./ActionBar";
import { AllIHave } from "./AllIHave";
import type { Draft } from "./drafts";

interface ActionsProps extends WrittenRoomProps {
  hasWords: boolean;
  onDraft: (part: Partial<Draft>) => void;
}

const ACTIVE = new Set<StateName>([
  "typing",
  "choosing",
  "working",
  "working_again",
  "back",
  "minute",
  "asking_skip",
  "closing",
]);

/** Whether the open question was answered before, so that the answer can be left as it is. */
export function isAnsweredBefore({ messages, room }: RoomModel): boolean {
  const ask = currentAsk(messages);
  const id = room?.question?.id;
  if (ask?.kind !== "question" || id === undefined) return false;
  return messages.some(({ kind, questionId, seq }) => kind === "answer" && questionId === id && seq < ask.seq);
}

/**
 * The buttons for requests such as skipping. They stay in place while they are disabled. Those for which there is no
 * room are behind "More".
 */
export function Actions(props: ActionsProps) {
  const { line, state, onLeave, onSpeak, hasWords, draft, onDraft } = props;
  const { t } = useLingui();
  const { room, pending } = line.model;
  const isOff = !ACTIVE.has(state) || pending.some((item) => item.refusal === null);
  const wish = (kind: RequestKind) => ({
    isOff,
    onPress: () => {
      line.request(kind);
    },
  });
  const isKept = isAnsweredBefore(line.model);
  const isResearch =
    room?.question != null && QUESTION_TYPES[room.question.type].isResearch && room.state === "your_turn";
  const more: ActionItem[] = [
    ...(state === "closing"
      ? []
      : [{ key: "rephrase", icon: MessageSquareQuote, label: <Trans>Rephrase</Trans>, ...wish("rephrase") }]),
    ...(room?.canGoBack === true ? [{ key: "back", icon: Undo2, label: <Trans>Back</Trans>, ...wish("back") }] : []),
    ...(onSpeak === null
      ? []
      : [{ key: "speak", icon: Mic, label: <Trans>Speak instead</Trans>, isOff: false, onPress: onSpeak }]),
  ];
  return (
    <ActionBar
      {...props}
      label={t`Ask the interviewer`}
      more={more}
      first={isResearch && <AllIHave line={line} draft={draft.draft} onDraft={onDraft} />}
    >
      {state === "minute" && hasWords && (
        <Action
          icon={CircleCheck}
          isOff={isOff}
          onPress={() => {
            line.request("continue");
          }}
        >
          <Trans>I’m ready</Trans>
        </Action>
      )}
      <Action icon={Hourglass} {...wish("minute")}>
        {state === "minute" ? <Longer /> : <Minute />}
      </Action>
      <Action icon={RotateCcw} {...wish("repeat")}>
        <Trans>Repeat</Trans>
      </Action>
      {state !== "closing" && (
        <Action icon={isKept ? CornerDownRight : SkipForward} {...wish("skip")}>
          {isKept ? <Trans>Keep my answer</Trans> : state === "asking_skip" ? <SkipAnyway /> : <Trans>Skip</Trans>}
        </Action>
      )}
      {room?.pausesLeft === 0 ? (
        <Action icon={LogOut} isOff={isOff} onPress={onLeave}>
          <Trans>Leave</Trans>
        </Action>
      ) : (
        <Action icon={Pause} {...wish("pause")}>
          <Trans>Pause</Trans>
        </Action>
      )}
    </ActionBar>
  );
}

const Minute = () => <Fitting short={<Trans>A minute</Trans>} long={<Trans>Give me a minute</Trans>} />;
const Longer = () => <Fitting short={<Trans>Longer</Trans>} long={<Trans>I need more time</Trans>} />;
const SkipAnyway = () => <Fitting short={<Trans>Skip it</Trans>} long={<Trans>Skip anyway</Trans>} />;

/** A label that is short in narrow tiles. */
function Fitting({ short, long }: { short: ReactNode; long: ReactNode }) {
  return (
    <>
      <span className="@2xl:hidden">{short}</span>
      <span className="hidden @2xl:inline">{long}</span>
    </>
  );
}
