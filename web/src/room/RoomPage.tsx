import { useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { SkipLink } from "../ui/SkipLink";
import { useNow } from "../ui/useNow";
import { Done } from "./Done";
import { EndDialog } from "./EndDialog";
import { LeftPage, StoppedPage } from "./StoppedPage";
import { ProblemDialog } from "./ProblemDialog";
import type { Entry, Interview, Started } from "./protocol";
import { AnswerForm } from "./AnswerForm";
import { stateOf } from "./states";
import { TopBar } from "./TopBar";
import { Stage } from "./Stage";
import { useAnnouncements } from "./useAnnouncements";
import { useDraft } from "./useDraft";
import { type RoomLine, useRoom } from "./useRoom";
import { useStateText } from "./useStateText";

interface RoomPageProps {
  entry: Entry;
  started: Started | null;
  onLost: () => void;
}

/** The room in chat mode: the transcript is the stage, what to do is at its foot. */
export function RoomPage({ entry, started, onLost }: RoomPageProps) {
  const line = useRoom();
  const [hasLeft, setLeft] = useState(false);
  const now = useNow(500);
  const { model } = line;
  const interview: Interview = { title: "", ...entry.interview, ...model.interview };
  const state = stateOf(model, now);
  const personalUrl = started?.personalUrl ?? null;
  if (state === "done") return <Done model={model} interview={interview} />;
  if (state === "elsewhere" || state === "taken_over" || state === "refused" || state === "signed_out") {
    return <StoppedPage state={state} model={model} interview={interview} line={line} onLost={onLost} />;
  }
  if (hasLeft) return <LeftPage interview={interview} personalUrl={personalUrl} onBack={onLost} />;
  const isNew = started?.state === "new" && entry.interview?.inviteRequired === false;
  return (
    <OpenRoom
      line={line}
      interview={interview}
      now={now}
      newLink={isNew ? personalUrl : null}
      onLeave={() => {
        setLeft(true);
      }}
    />
  );
}

interface OpenRoomProps {
  line: RoomLine;
  interview: Interview;
  now: number;
  /** The way back, to show once to who came by an open link. */
  newLink: string | null;
  onLeave: () => void;
}

function OpenRoom({ line, interview, now, newLink, onLeave }: OpenRoomProps) {
  const { t } = useLingui();
  const { model } = line;
  const [dialog, setDialog] = useState<"end" | "problem" | null>(null);
  const state = stateOf(model, now);
  const text = useStateText(model, interview, state);
  const draft = useDraft(model);
  useAnnouncements(model, text);
  const { current, of } = model.room?.progress ?? { current: 0, of: 0 };
  const { label } = text;
  const { title } = interview;
  const close = () => {
    setDialog(null);
  };
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{of > 0 ? t`${label} · Question ${current} of ${of} · ${title}` : `${label} · ${title}`}</title>
      <SkipLink to="answer" />
      <TopBar model={model} interview={interview} now={now} onOpen={setDialog} />
      <main id="main" className="flex flex-1 flex-col">
        <Stage line={line} interview={interview} state={state} newLink={newLink} draft={draft} />
        <AnswerForm
          line={line}
          interview={interview}
          state={state}
          text={text}
          now={now}
          draft={draft}
          onLeave={onLeave}
        />
      </main>
      {dialog === "end" && <EndDialog line={line} state={state} onClose={close} />}
      {dialog === "problem" && <ProblemDialog line={line} interview={interview} onClose={close} />}
    </div>
  );
}
