import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import { announce } from "../../../ui/Announcer";
import { offerUndo } from "../../../ui/overlay/UndoBar";
import { forgetUnsaved } from "../../autosave/unsaved";
import { type Attempt, useSendOnce } from "../../data/useSendOnce";
import {
  addQuestion,
  bringBackQuestion,
  type Draft,
  draftQuery,
  moveQuestion,
  type Question,
  removeAsShown,
} from "../draft";

export type QuestionChange =
  | { does: "add" }
  | { does: "move"; question: Question; shift: number }
  | { does: "remove"; question: Question }
  | { does: "bringBack"; question: Question; before: Draft };

/** Returns the function that adds a question. Repeating it after a lost response adds no second one. */
function useAdd(draft: Draft) {
  const { t } = useLingui();
  const slot = useRef<Attempt | null>(null);
  const send = useSendOnce((body: { id: string; text: string }, once) => addQuestion(body.id, body.text, once), slot);
  return {
    add: () => send({ id: draft.id, text: t`New question` }),
    /** Call it after a deletion: what was deleted may be the question of the first attempt. */
    forgetAttempt: () => {
      slot.current = null;
    },
  };
}

/** Adds, moves, deletes and restores questions, one change after the other, and announces the result. */
export function useQuestionChange(draft: Draft, onAdded: (id: string, isBlank: boolean) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const count = draft.questions.length;
  const { add, forgetAttempt } = useAdd(draft);
  const change = useMutation({
    scope: { id: `questions of ${draft.id}` },
    mutationFn: async (wanted: QuestionChange) => {
      if (wanted.does === "bringBack") return { added: await bringBackQuestion(wanted.before, wanted.question) };
      if (wanted.does === "add") return { added: await add() };
      if (wanted.does === "move") return { place: await moveQuestion(wanted.question.id, wanted.shift, count - 1) };
      await removeAsShown(wanted.question);
      forgetAttempt();
      return {};
    },
    onError: () => client.invalidateQueries(draftQuery(draft.id)),
    onSuccess: async ({ added, place }: { added?: string | null; place?: number }, wanted) => {
      if (wanted.does === "remove") forgetUnsaved(wanted.question.id);
      await client.invalidateQueries(draftQuery(draft.id));
      if (added != null) onAdded(added, wanted.does === "add");
      if (wanted.does === "remove") {
        offerUndo(t`The question was deleted.`, () => {
          change.mutate({ does: "bringBack", question: wanted.question, before: draft });
        });
        document.querySelector("h1")?.focus();
      }
      if (wanted.does !== "move" || place === undefined) return;
      const [from, to] = [place - wanted.shift + 1, place + 1];
      announce(t`Question ${from} moved to position ${to} of ${count}`);
    },
  });
  return change;
}
