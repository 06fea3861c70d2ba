import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { key } from "../../data/keys";
import { guardLeaving } from "../../form/leaving";
import { useMe } from "../../me";
import { listDue, sendDraft, useHasDrafts } from "./drafts";
import { useHasTexts } from "./texts";

/** Announces that a rating could not be saved. */
export function useUnsavedAnnouncement(): (criterion: string, error: unknown) => void {
  const { t } = useLingui();
  return (criterion, error) => {
    // No draft is kept of a rating of a session that is gone.
    if (asApiError(error).status === 404) return;
    announce(t`Your rating of “${criterion}” hasn’t been saved yet. A draft is kept on the report page.`, true);
  };
}

/**
 * Saves ratings that are still waiting before the person signs out or changes to another organization. When the window
 * is closed, which leaves no time for that, the browser asks, as it does about comments that aren't saved. Reports may
 * have been left with either, so this belongs to the frame around all pages.
 */
export function useDraftsGuard(): void {
  const { id } = useMe();
  const client = useQueryClient();
  const sayUnsaved = useUnsavedAnnouncement();
  const save = useEffectEvent(async () => {
    await Promise.all(
      listDue(id).map(async ([draft, { subject, body }]) => {
        try {
          await sendDraft(draft);
          void client.invalidateQueries({ queryKey: key("session", subject.sessionId) });
        } catch (error) {
          sayUnsaved(body?.criterion ?? "", error);
        }
      }),
    );
    return true;
  });
  useEffect(() => guardLeaving(() => save()), []);
  const hasDrafts = useHasDrafts();
  const hasText = useHasTexts();
  const isUnsaved = hasDrafts || hasText;
  useEffect(() => {
    if (!isUnsaved) return;
    const hold = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => {
      window.removeEventListener("beforeunload", hold);
    };
  }, [isUnsaved]);
}
