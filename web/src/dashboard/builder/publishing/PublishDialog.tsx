import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { RadioGroup } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Gap } from "../../../ui/language/Gap";
import { Notice } from "../../../ui/Notice";
import { Modal } from "../../../ui/overlay/Modal";
import { stuckOf, untilSaved, useUnsaved } from "../../autosave/unsaved";
import { key } from "../../data/keys";
import { useSingleMutation } from "../../data/useSingleMutation";
import { readVersionsAgain } from "../../versions/versions";
import { Concerns } from "../ChecksPanel";
import { changeSettings, type Checks, checksQuery, type Draft, draftQuery, editedIds, readDraft } from "../draft";
import { EstimateNote } from "../settings/EstimateNote";
import { WhyUnsaved } from "./WhyUnsaved";

type Access = "link" | "invitation";

/** Some changes could not be saved, so the interview would be published without them. */
class UnsavedError extends Error {}

/** `isKept` says whether the person has decided meanwhile to keep the draft. */
async function publish(draft: Draft, access: Access, isKept: () => boolean): Promise<void> {
  const { id } = draft;
  const stuck = await untilSaved(editedIds(draft));
  if (isKept() || stuck !== null) throw new UnsavedError();
  if (access === "link") {
    await take(api.POST("/interviews/{id}/publish", { params: { path: { id } } }));
    return;
  }
  const { etag } = await readDraft(id);
  await changeSettings(id, { isDraft: false }, etag);
}

/** Before a draft goes live: who can take it, and which checks are still open. */
export function PublishDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [access, setAccess] = useState<Access>("link");
  const isKept = useRef(false);
  const checks = useQuery(checksQuery(draft.id, draft.updatedAt));
  const publishing = useSingleMutation({
    mutationFn: () => publish(draft, access, () => isKept.current),
    // After a failure, too: if its response was lost, the interview may be live.
    onSettled: async (_done, error) => {
      void client.invalidateQueries({ queryKey: key("interviews") });
      void readVersionsAgain(client, draft.id);
      const read = client.invalidateQueries(draftQuery(draft.id));
      if (error === null) await read;
    },
  });
  const stuck = stuckOf(useUnsaved(editedIds(draft)));
  const keep = () => {
    isKept.current = true;
    onClose();
  };
  const hasQuestions = draft.questions.length > 0;
  return (
    <Modal
      title={t`Publish “${draft.title}”`}
      onClose={keep}
      actions={
        <>
          <Action onClick={keep}>
            <Trans>Keep as a draft</Trans>
          </Action>
          <Action
            isPrimary
            isOff={publishing.isPending || stuck !== null || !hasQuestions}
            onClick={() => {
              publishing.mutate();
            }}
          >
            <Trans>Publish</Trans>
          </Action>
        </>
      }
    >
      {stuck !== null && (
        <Notice ground="danger" role="alert">
          <WhyUnsaved stuck={stuck} />
          <Gap />
          <Trans>Close this dialog first.</Trans>
        </Notice>
      )}
      {publishing.error !== null && !(publishing.error instanceof UnsavedError) && (
        <ErrorBox
          error={asApiError(publishing.error)}
          what={t`The interview was not published.`}
          safe={t`The interview is still a draft.`}
        />
      )}
      {hasQuestions ? (
        <>
          <AccessChoice access={access} onChoose={setAccess} />
          {checks.data !== undefined && <Review draft={draft} checks={checks.data} />}
        </>
      ) : (
        <Notice ground="warning">
          <Trans>This draft has no questions. Add at least one, then publish it.</Trans>
        </Notice>
      )}
    </Modal>
  );
}

function AccessChoice({ access, onChoose }: { access: Access; onChoose: (access: Access) => void }) {
  const { t } = useLingui();
  return (
    <RadioGroup
      label={t`Who can take this interview?`}
      name="access"
      choices={[
        {
          id: "link",
          name: t`Anyone with the link`,
          hint: t`Share one link with everyone, for example on a web page.`,
        },
        { id: "invitation", name: t`Only people you invite`, hint: t`Each candidate gets a personal link.` },
      ]}
      chosen={access}
      onChoose={onChoose}
    />
  );
}

function Review({ draft, checks: { estimate, concerns } }: { draft: Draft; checks: Checks }) {
  return (
    <>
      {concerns.length > 0 && (
        <section className="grid gap-2">
          <h3 className="font-[650]">
            <Trans>Unresolved checks</Trans>
          </h3>
          <Concerns draft={draft} concerns={concerns} />
        </section>
      )}
      <EstimateNote
        estimate={estimate}
        heading={
          <h3 className="font-[650]">
            <Trans>Estimated usage per interview</Trans>
          </h3>
        }
      />
    </>
  );
}
