import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action, ActionLink } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Modal } from "../../ui/overlay/Modal";
import { Skeleton } from "../../ui/Skeleton";
import { More } from "../../ui/table/More";
import { useTypeNames } from "../builder/questions/useTypeNames";
import { useSingleMutation } from "../data/useSingleMutation";
import { type LibraryQuestion, useInsert, useLibrary, type Wanted } from "./library";
import { LibraryBar } from "./LibraryBar";

interface LibraryDialogProps {
  interviewId: string;
  onAdded: (questionId: string | null) => void;
  onClose: () => void;
}

/** Adds questions of the library to this interview. It stays open, so that people can add several. */
export function LibraryDialog({ interviewId, onAdded, onClose }: LibraryDialogProps) {
  const { t } = useLingui();
  const [wanted, setWanted] = useState<Wanted>({});
  const pages = useLibrary(wanted);
  const insert = useInsert(interviewId);
  const add = useSingleMutation({
    mutationFn: insert,
    onSuccess: (id) => {
      announce(t`Added as the last question`);
      onAdded(id);
    },
  });
  const { rows, error, retry } = pages;
  return (
    <Modal
      title={t`Add from the library`}
      onClose={onClose}
      actions={
        <>
          <ActionLink look="quiet" to="/library">
            <Trans>Open the library</Trans>
          </ActionLink>
          <Action onClick={onClose}>
            <Trans>Close</Trans>
          </Action>
        </>
      }
    >
      <LibraryBar wanted={wanted} onChange={setWanted} />
      {add.error !== null && <ErrorBox error={asApiError(add.error)} what={t`The question was not added.`} />}
      {error !== null && <ErrorBox error={error} what={t`The library could not be loaded.`} onRetry={retry} />}
      {rows === null && error === null && <Skeleton label={t`Loading the library`} rows={3} onRetry={retry} />}
      {rows?.length === 0 && (
        <p>
          {wanted.q === undefined && wanted.type === undefined ? (
            <Trans>Nothing saved yet. Press “Save to library” next to a question in an interview.</Trans>
          ) : (
            <Trans>No questions match.</Trans>
          )}
        </p>
      )}
      <ul className="grid">
        {rows?.map((kept) => (
          <KeptRow
            key={kept.id}
            kept={kept}
            isOff={add.isPending}
            onAdd={() => {
              add.mutate(kept);
            }}
          />
        ))}
      </ul>
      {pages.hasMore && <More {...pages} onMore={() => undefined} />}
    </Modal>
  );
}

function KeptRow({ kept, isOff, onAdd }: { kept: LibraryQuestion; isOff: boolean; onAdd: () => void }) {
  const { t } = useLingui();
  const names = useTypeNames();
  const { text } = kept;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-2">
      <span className="grid min-w-40 flex-1">
        <span className="break-words">{text}</span>
        <span className="text-label text-ink-2">{[names[kept.type], ...kept.tags].join(" · ")}</span>
      </span>
      <Action isOff={isOff} aria-label={t`Add: ${text}`} onClick={onAdd}>
        <Trans>Add</Trans>
      </Action>
    </li>
  );
}
