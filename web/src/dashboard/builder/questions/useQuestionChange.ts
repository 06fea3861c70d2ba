import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { offerUndo } from "../../../ui/overlay/UndoBar";
import { forgetUnsaved } from "../../autosave/unsaved";
import { type Attempt, isRefusal, sendOnce } from "../../data/useSendOnce";
import {
  addQuestion,
  bringBackQuestion,
  type Draft,
  draftQuery,
  isDeleted,
  moveQuestion,
  type Question,
  removeAsShown,
} from "../draft";

export type QuestionChange =
  | { does: "add"; before: Draft }
  | { does: "move"; question: Question; shift: number }
  | { does: "remove"; question: Question }
  | { does: "bringBack"; question: Question; before: Draft };

/** The text of a question that was just added. */
export const NEW_QUESTION = msg`New question`;

const has = ({ questions }: Draft, wanted: string | null) => questions.some(({ id }) => id === wanted);

/**
 * Returns the function that adds a question. Repeating it after a lost response adds no second one, unless the first one
 * was in the list before, where people may have edited it, or has been deleted.
 */
function useAdd() {
  const { i18n } = useLingui();
  const slot = useRef<Attempt | null>(null);
  return (before: Draft) => {
    const body = { id: before.id, text: i18n._(NEW_QUESTION) };
    return sendOnce(
      slot,
      body,
      (once) => addQuestion(body.id, body.text, once),
      async (id) => has(before, id) || (id !== null && (await isDeleted(id))),
    );
  };
}

/** Whether the list shows the question that was added without a response, and none that someone else has added. */
function hasAppeared(draft: Draft, wanted: QuestionChange | undefined, error: Error, text: string): boolean {
  if (wanted?.does !== "add" || isRefusal(asApiError(error))) return false;
  const [added, ...others] = draft.questions.filter(({ id }) => !has(wanted.before, id));
  return added?.text === text && others.length === 0;
}

/** Adds, moves, deletes and restores questions, one change after the other, and announces the result. */
export function useQuestionChange(draft: Draft, onAdded: (id: string, isBlank: boolean) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const count = draft.questions.length;
  const add = useAdd();
  const change = useMutation({
    scope: { id: `questions of ${draft.id}` },
    mutationFn: async (wanted: QuestionChange) => {
      if (wanted.does === "bringBack") return { added: await bringBackQuestion(wanted.before, wanted.question) };
      if (wanted.does === "add") return { added: await add(wanted.before) };
      if (wanted.does === "move") return { place: await moveQuestion(wanted.question.id, wanted.shift, count - 1) };
      await removeAsShown(wanted.question);
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
  const { error, variables, reset } = change;
  const isSettled = error !== null && hasAppeared(draft, variables, error, t(NEW_QUESTION));
  useEffect(() => {
    if (isSettled) reset(); // its text may be edited from here on
  }, [isSettled, reset]);
  return { ...change, error: isSettled ? null : error };
}
