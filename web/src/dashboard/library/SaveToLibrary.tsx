import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus } from "lucide-react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import type { Question } from "../builder/draft";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { useKeep } from "./library";

/** Saves the stored version of a question to the library, for other interviews. */
export function SaveToLibrary({ question }: { question: Question }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const keep = useKeep();
  const keeping = useSingleMutation({
    mutationFn: () => keep(question),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: key("library") });
      announce(t`Saved to library`);
    },
  });
  return (
    <>
      <Action
        isOff={keeping.isPending || keeping.isSuccess}
        onClick={() => {
          keeping.mutate();
        }}
      >
        <BookmarkPlus aria-hidden="true" />
        {keeping.isSuccess ? <Trans>Saved to library</Trans> : <Trans>Save to library</Trans>}
      </Action>
      {keeping.error !== null && (
        <ErrorBox error={asApiError(keeping.error)} what={t`The question was not saved to the library.`} />
      )}
    </>
  );
}
