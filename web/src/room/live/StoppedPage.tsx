import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { PersonalLink } from "../page/PersonalLink";
import type { Interview } from "../link/protocol";
import type { RoomModel } from "../link/reducer";
import type { StateName } from "../status/states";
import type { RoomLine } from "../link/useRoom";
import { useStateText } from "../status/useStateText";
import { Wall } from "../page/Wall";

interface StoppedPageProps {
  state: Extract<StateName, "elsewhere" | "taken_over" | "refused" | "signed_out">;
  model: RoomModel;
  interview: Interview;
  line: RoomLine;
  onLost: () => void;
}

/** The interview continues elsewhere, or can't continue in this page. */
export function StoppedPage({ state, model, interview, line, onLost }: StoppedPageProps) {
  const { t } = useLingui();
  const [isLeft, setLeft] = useState(false);
  const text = useStateText(model, interview, state);
  const isElsewhere = state === "elsewhere" || state === "taken_over";
  const goOn = () => {
    if (isElsewhere) line.takeOver();
    else if (state === "refused") location.reload();
    else onLost();
  };
  if (isLeft) {
    return (
      <Wall
        interview={interview}
        about={interview.title}
        heading={t`Your interview is still open elsewhere`}
        takesFocus
      >
        <p>
          <Trans>You can close this page. Nothing is lost.</Trans>
        </p>
      </Wall>
    );
  }
  return (
    <Wall interview={interview} about={interview.title} heading={text.label} takesFocus>
      <p>{text.line}</p>
      <div className="flex w-full flex-col gap-3 wide:flex-row">
        <Button look="main" onClick={goOn}>
          {isElsewhere ? (
            <Trans>Continue here</Trans>
          ) : state === "refused" ? (
            <Trans>Reload</Trans>
          ) : (
            <Trans>Find my interview</Trans>
          )}
        </Button>
        {state === "elsewhere" && (
          <Button
            look="tall"
            onClick={() => {
              setLeft(true);
            }}
          >
            <Trans>Continue on the other page</Trans>
          </Button>
        )}
      </div>
    </Wall>
  );
}

/** The interview that was left. `isUnsent`: an answer isn't stored yet, but it is kept in this browser. */
export interface Left {
  interview: Interview;
  isUnsent: boolean;
}

interface LeftPageProps extends Left {
  personalUrl: string | null;
  onBack: () => void;
}

/** Shown after the person leaves deliberately: how to come back. */
export function LeftPage({ interview, isUnsent, personalUrl, onBack }: LeftPageProps) {
  const { t } = useLingui();
  return (
    <Wall interview={interview} about={interview.title} heading={t`See you later`} takesFocus>
      <p>
        {isUnsent ? (
          <Trans>
            Your last answer isn’t saved yet. It’s kept in this browser, so come back here to send it. Everything before
            it is saved, and the clock is stopped.
          </Trans>
        ) : (
          <Trans>
            Everything you sent is saved, and the clock is stopped. Come back with your personal link to continue at the
            same question.
          </Trans>
        )}
      </p>
      {personalUrl !== null && (
        <div className="w-full">
          <PersonalLink url={personalUrl} />
        </div>
      )}
      <Button look="tall" className="w-full wide:w-auto" onClick={onBack}>
        <Trans>Continue now</Trans>
      </Button>
    </Wall>
  );
}
