import { Trans } from "@lingui/react/macro";

import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { DraftBox } from "./useDraft";
import type { RoomLine } from "../link/useRoom";

interface LeftNoticeProps {
  line: RoomLine;
  draft: DraftBox;
}

/**
 * Shown when the interview continued before a text was sent. The text still belongs to its question and can still be
 * sent there.
 */
export function LeftNotice({ line, draft }: LeftNoticeProps) {
  const left = draft.leftBehind;
  if (left === null) return null;
  const number = left.question.order + 1;
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-[1_1_16rem]">
        <p className="font-[650]">
          <Trans>You wrote something for question {number} that hasn’t been sent:</Trans>
        </p>
        <p dir="auto" className="line-clamp-2 font-voice">
          {left.text}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          className="text-ink"
          onClick={() => {
            line.answer(left.text.trim(), {}, left.question.id);
            draft.settleLeft(true);
          }}
        >
          <Trans>Send as the answer to question {number}</Trans>
        </Button>
        <Button
          look="quiet"
          className="text-petrol-ink!"
          onClick={() => {
            draft.settleLeft(false);
          }}
        >
          <Trans>Don’t send it now</Trans>
        </Button>
      </div>
    </Notice>
  );
}
