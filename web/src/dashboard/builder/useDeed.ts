import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { announce } from "../../ui/Announcer";
import { offerUndo } from "../parts/UndoBar";
import {
  addQuestion,
  bringBackQuestion,
  type Draft,
  draftQuery,
  moveQuestion,
  type Question,
  removeAsShown,
} from "./draft";
import { outlineId } from "./Outline";
import { forgetUnsaved } from "./unsaved";

export type Deed =
  | { does: "add" }
  | { does: "move"; question: Question; shift: number }
  | { does: "remove"; question: Question }
  | { does: "bringBack"; question: Question; before: Draft };

/** What is done with whole questions: one after the other, and told. */
export function useDeed(draft: Draft, onAdded: (id: string) => void) {
  const { t } = useLingui();
  const client = useQueryClient();
  const count = draft.questions.length;
  const deed = useMutation({
    scope: { id: `questions of ${draft.id}` },
    mutationFn: async (wanted: Deed) => {
      if (wanted.does === "bringBack") return { added: await bringBackQuestion(wanted.before, wanted.question) };
      if (wanted.does === "add") return { added: await addQuestion(draft.id, t`New question`) };
      if (wanted.does === "move") return { place: await moveQuestion(wanted.question.id, wanted.shift, count - 1) };
      await removeAsShown(wanted.question);
      return {};
    },
    onError: () => client.invalidateQueries(draftQuery(draft.id)),
    onSuccess: async ({ added, place }: { added?: string | null; place?: number }, wanted) => {
      if (wanted.does === "remove") forgetUnsaved(wanted.question.id);
      await client.invalidateQueries(draftQuery(draft.id));
      if (added != null) onAdded(added);
      if (wanted.does === "remove") {
        offerUndo(t`The question is deleted.`, () => {
          deed.mutate({ does: "bringBack", question: wanted.question, before: draft });
        });
        document.querySelector("h1")?.focus();
      }
      if (wanted.does !== "move" || place === undefined) return;
      const [from, to] = [place - wanted.shift + 1, place + 1];
      announce(t`Question ${from} moved to ${to} of ${count}`);
      // What is moved in the page loses the focus in some browsers.
      if (document.activeElement === document.body) document.getElementById(outlineId(wanted.question.id))?.focus();
    },
  });
  return deed;
}
