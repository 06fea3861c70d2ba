import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Modal } from "../../../ui/overlay/Modal";
import { Loaded } from "../../page/Loaded";
import { DaysField, type Draft, daysOf, draftOf } from "./DaysField";
import { ErasuresBox } from "./ErasuresBox";
import { type Chosen, InterviewChoice } from "./InterviewChoice";
import { KindDays, kindDaysOf, textOf } from "./KindDays";
import {
  type InterviewRetention,
  type OwnRetention,
  type OwnRetentionChange,
  useKeeping,
  useOwnRetention,
} from "./useRetention";

interface Times {
  draft: Draft;
  media: string;
  integrity: string;
}

function timesOf({ transcriptDays, mediaDays, integrityDays }: OwnRetention): Times {
  return { draft: draftOf(transcriptDays), media: textOf(mediaDays), integrity: textOf(integrityDays) };
}

/** The change to save; null if a typed value isn't valid. */
function changeOf({ draft, media, integrity }: Times) {
  const [transcriptDays, mediaDays, integrityDays] = [daysOf(draft), kindDaysOf(media), kindDaysOf(integrity)];
  if (transcriptDays === undefined || mediaDays === undefined || integrityDays === undefined) return null;
  return { transcriptDays, mediaDays, integrityDays };
}

/**
 * Sets an interview's own retention period, starting from the current one. If `row` is null, the interview is still to
 * be chosen.
 */
export function OwnRetentionDialog({ row, onClose }: { row: InterviewRetention | null; onClose: () => void }) {
  const { t } = useLingui();
  const known = row === null ? null : { id: row.interviewId, title: row.title };
  const [chosen, setChosen] = useState<Chosen | null>(known);
  const [typed, setTyped] = useState<Times | null>(null);
  const own = useOwnRetention(chosen?.id ?? null);
  const save = useKeeping(
    (body: OwnRetentionChange) =>
      take(api.PATCH("/interviews/{id}/retention", { params: { path: { id: chosen?.id ?? "" } }, body })),
    () => {
      announce(t`Saved`);
      onClose();
    },
  );
  const times = typed ?? (own.data === undefined ? null : timesOf(own.data));
  const change = times === null ? null : changeOf(times);
  return (
    <Modal
      title={row === null ? t`Set retention for an interview` : t`Retention for ${row.title}`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          {row !== null && (
            <Action
              isOff={save.isBusy}
              onClick={() => {
                save.send({ followsOrganization: true });
              }}
            >
              <Trans>Use organization default</Trans>
            </Action>
          )}
          <Action
            isPrimary
            isOff={save.isBusy || change === null}
            onClick={() => {
              if (change !== null && !save.isBusy) save.send(change);
            }}
          >
            <Trans>Save retention</Trans>
          </Action>
        </>
      }
    >
      {save.error !== null && <ErrorBox error={save.error} />}
      {row === null && (
        <InterviewChoice
          chosen={chosen}
          onChoose={(next) => {
            setChosen(next);
            setTyped(null);
          }}
        />
      )}
      {chosen !== null && (
        <Loaded
          value={times}
          error={own.error === null ? null : asApiError(own.error)}
          onRetry={() => void own.refetch()}
          rows={3}
        >
          {(shown) => (
            <>
              <TimesFields times={shown} onChange={setTyped} />
              {change !== null && (
                <ErasuresBox
                  days={change.transcriptDays}
                  isSet={change.transcriptDays === row?.transcriptDays}
                  interviewId={chosen.id}
                />
              )}
            </>
          )}
        </Loaded>
      )}
    </Modal>
  );
}

function TimesFields({ times, onChange }: { times: Times; onChange: (times: Times) => void }) {
  const { t } = useLingui();
  return (
    <>
      <DaysField
        id="own-days"
        label={t`How long candidates are kept`}
        draft={times.draft}
        onChange={(draft) => {
          onChange({ ...times, draft });
        }}
      />
      <KindDays
        id="own-media-days"
        label={t`Delete recordings after (days)`}
        text={times.media}
        onChange={(media) => {
          onChange({ ...times, media });
        }}
      />
      <KindDays
        id="own-integrity-days"
        label={t`Delete integrity data after (days)`}
        text={times.integrity}
        onChange={(integrity) => {
          onChange({ ...times, integrity });
        }}
      />
    </>
  );
}
