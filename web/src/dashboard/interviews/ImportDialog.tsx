import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { type ApiError, asApiError, type Problem } from "../../api/error";
import type { components } from "../../api/schema";
import { Action } from "../../ui/controls/Action";
import { FileDrop } from "../../ui/controls/FileDrop";
import { ErrorBox } from "../../ui/ErrorBox";
import { Notice } from "../../ui/Notice";
import { Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { useSingleMutation } from "../data/useSingleMutation";
import { useImportOnce } from "./useImportOnce";

type InterviewFile = components["schemas"]["InterviewFile"];

class NoJsonError extends Error {}

async function readInterview(file: File): Promise<InterviewFile> {
  try {
    return JSON.parse(await file.text()) as InterviewFile;
  } catch {
    throw new NoJsonError();
  }
}

/** Creates an interview from a file that another interview was saved to. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const router = useRouter();
  const create = useImportOnce();
  const make = useSingleMutation({
    mutationFn: async (file: File) => create({ ...(await readInterview(file)), isDraft: true }),
    onSuccess: async (interviewId) => {
      await client.invalidateQueries({ queryKey: key("interviews") });
      await router.navigate({ to: "/interviews/$interviewId/build", params: { interviewId } });
    },
  });
  return (
    <Modal
      title={t`Create an interview from a file`}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      <FileDrop
        label={<Trans>Drop the file here</Trans>}
        hint={<Trans>A JSON file saved from an interview. It becomes a new draft.</Trans>}
        accept=".json,application/json"
        onFiles={([file]) => {
          if (file !== undefined) make.mutate(file);
        }}
      />
      <p role="status">{make.isPending && <Trans>Reading the file</Trans>}</p>
      {make.error instanceof NoJsonError ? (
        <Notice ground="danger" role="alert">
          <Trans>This isn’t a JSON file, so nothing was created. Choose another file.</Trans>
        </Notice>
      ) : (
        make.error !== null && <Refused error={asApiError(make.error)} />
      )}
    </Modal>
  );
}

const MOST_SHOWN = 8;

function Refused({ error }: { error: ApiError }) {
  const { t } = useLingui();
  const left = error.details.length - MOST_SHOWN;
  return (
    <>
      <ErrorBox error={error} what={t`No interview was created from this file.`} />
      {error.details.length > 0 && (
        <ul className="grid gap-1 text-label" aria-label={t`Problems in the file`}>
          {error.details.slice(0, MOST_SHOWN).map((problem, place) => (
            <Wrong key={place} problem={problem} />
          ))}
          {left > 0 && (
            <li>
              <Plural value={left} one="# more" other="# more" />
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function Wrong({ problem: { path, message } }: { problem: Problem }) {
  return (
    <li className="wrap-anywhere">
      <code className="font-mono">{path}</code> {message}
    </li>
  );
}
