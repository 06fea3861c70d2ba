import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";

import { useClosingQuestion } from "../../../ui/hooks/useClosingQuestion";
import { key } from "../../data/keys";
import { guardLeaving } from "../../form/leaving";
import { useLeaveQuestion } from "../../form/useLeaveQuestion";
import { useMe } from "../../me";
import { forgetUser, hasDrafts, listDue, sendDraft, useHasDrafts } from "./drafts";
import { hasTexts, useHasTexts } from "./texts";

/**
 * Saves ratings that are still waiting before the person signs out or changes to another organization, and asks if other
 * ratings or comments would be lost. When the window is closed, which leaves no time for that, the browser asks. Reports
 * may have been left with either, so this belongs to the frame around all pages.
 */
export function DraftsGuard() {
  const { id, organization } = useMe();
  const organizationId = organization.id;
  const client = useQueryClient();
  const question = useLeaveQuestion(<Trans>Some of your ratings or comments in reports aren’t saved.</Trans>);
  /** The person agreed to lose them. They are kept until the person has left, because that may fail. */
  const isDiscarded = useRef(false);
  useEffect(
    () => () => {
      if (isDiscarded.current) forgetUser(id);
      isDiscarded.current = false;
    },
    [id, organizationId],
  );
  const mayLeave = useEffectEvent(async () => {
    isDiscarded.current = false;
    await Promise.all(
      listDue(id).map(async ([draft, { subject }]) => {
        try {
          await sendDraft(draft);
          void client.invalidateQueries({ queryKey: key("session", subject.sessionId) });
        } catch {
          // It is still a draft, about which the person is asked.
        }
      }),
    );
    if (!hasDrafts(id) && !hasTexts(id)) return true;
    isDiscarded.current = await question.ask();
    return isDiscarded.current;
  });
  useEffect(() => guardLeaving(() => mayLeave()), []);
  const isRatingUnsaved = useHasDrafts();
  const isTextUnsaved = useHasTexts();
  useClosingQuestion(isRatingUnsaved || isTextUnsaved);
  return question.dialog;
}
