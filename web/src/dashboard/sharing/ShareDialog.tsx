import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, take } from "../../api/client";
import { type ApiError, asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { Action } from "../../ui/controls/Action";
import { CheckRow } from "../../ui/controls/choices";
import { CopyField } from "../../ui/CopyField";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { key } from "../data/keys";
import { type Attempt, useSecretOnce } from "../data/useSendOnce";
import { useSingleMutation } from "../data/useSingleMutation";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { sessionQuery } from "../report/useReport";
import { type Part, useSections } from "../report/useSections";
import { ExportMenu } from "./ExportMenu";
import { ShareList } from "./ShareList";

const PRESET_DAYS = 14;
const DAY = 86_400_000;

/** The day that is `days` from now in the reader's time zone, in the format of a date field. */
function dayIn(days: number): string {
  const at = new Date(Date.now() + days * DAY);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Shares a report with someone without an account, by a link that expires. */
export default function ShareDialog({ sessionId, onClose }: { sessionId: string; onClose: () => void }) {
  const { t } = useLingui();
  const canShare = useMay("MEMBER");
  const queries = useQueryClient();
  /** The server says that this person must rate first. The session shows that only if it has levels. */
  const [mustRate, setMustRate] = useState(false);
  const attempt = useRef<Attempt | null>(null);
  const make = useSecretOnce(
    (body: components["schemas"]["ShareIn"], once) => {
      const params = { path: { id: sessionId }, header: { "Idempotency-Key": once } };
      return take(api.POST("/sessions/{id}/shares", { params, body }));
    },
    t`Your first attempt created the link, but it can’t be shown again. Revoke it below, and create another one.`,
    attempt,
  );
  const making = useSingleMutation({
    mutationFn: make,
    // It may have been created, even if the response was lost.
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: key("shares", sessionId) });
    },
    onError: (error) => {
      if (isAboutParts(asApiError(error))) setMustRate(true);
    },
  });
  const url = making.data?.data.url ?? null;
  const isWithdrawn = useQuery(sessionQuery(sessionId)).data?.endReason === "CONSENT_WITHDRAWN";
  return (
    <Modal
      title={t`Share or download this report`}
      isHeld={making.isPending}
      onClose={onClose}
      actions={
        <Action isOff={making.isPending} onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      {!canShare && <NoPermissionLine />}
      {url !== null && (
        <div className="grid gap-2">
          <CopyField label={t`Link`} text={url} isNew />
          <p className="text-label text-ink-2">
            <Trans>The link is shown only once. Anyone who has it can read the report until it expires.</Trans>
          </p>
        </div>
      )}
      {isWithdrawn && (
        <p className="text-ink-2">
          <Trans>The candidate withdrew consent, so links to this report don’t work.</Trans>
        </p>
      )}
      {canShare && !isWithdrawn && url === null && (
        <ShareForm sessionId={sessionId} mustRate={mustRate} making={making} />
      )}
      <ShareList
        sessionId={sessionId}
        canRevoke={canShare}
        onRevoked={() => {
          attempt.current = null; // the link may be the one whose response was lost
        }}
      />
      <ExportMenu sessionId={sessionId} />
    </Modal>
  );
}

const isAboutParts = ({ status, details }: ApiError): boolean =>
  status === 409 && details.some(({ path }) => path === "parts");

interface ShareFormProps {
  sessionId: string;
  mustRate: boolean;
  making: { mutate: (body: components["schemas"]["ShareIn"]) => void; isPending: boolean; error: Error | null };
}

function ShareForm({ sessionId, mustRate, making }: ShareFormProps) {
  const { t } = useLingui();
  const [day, setDay] = useState(() => dayIn(PRESET_DAYS));
  const [showsNames, setShowsNames] = useState(false);
  const levelsHidden = useQuery(sessionQuery(sessionId)).data?.levelsHidden ?? false;
  const isHidden = levelsHidden || mustRate;
  const names = new Map<Part, string>([
    ["summary", t`Summary`],
    ["criteria", t`Criteria with levels`],
    ...useSections().map(({ part, heading }) => [part, heading] as const),
    ["transcript", t`Transcript`],
  ]);
  /** null until the person chooses. */
  const [chosen, setChosen] = useState<ReadonlySet<Part> | null>(null);
  const preset = [...names.keys()].filter((part) => (part === "transcript") === isHidden);
  // People who must rate first can't share a report that they haven't seen.
  const canShare = (part: Part) => !isHidden || part === "transcript";
  const parts = new Set([...(chosen ?? preset)].filter(canShare));
  const toggle = (part: Part) => {
    setChosen(new Set(parts.has(part) ? [...parts].filter((one) => one !== part) : [...parts, part]));
  };
  const error = making.error === null ? null : asApiError(making.error);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate({ expiresAt: new Date(`${day}T23:59:59`).toISOString(), showsNames, parts: [...parts] });
      }}
    >
      <Field
        label={t`Link expires after`}
        type="date"
        required
        value={day}
        min={dayIn(0)}
        max={dayIn(365)}
        onChange={({ target }) => {
          setDay(target.value);
        }}
      />
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-[650]">
          <Trans>Content</Trans>
        </legend>
        {isHidden && (
          <p role={mustRate ? "alert" : undefined} className="mb-1 text-label text-ink-2">
            <Trans>You can share only the transcript until you have rated every criterion.</Trans>
          </p>
        )}
        {[...names].map(([part, name]) => (
          <CheckRow
            key={part}
            checked={parts.has(part)}
            disabled={!canShare(part)}
            onChange={() => {
              toggle(part);
            }}
          >
            {name}
          </CheckRow>
        ))}
      </fieldset>
      <CheckRow
        checked={showsNames}
        hint={t`If not selected, the name is also removed from quotes and the transcript.`}
        onChange={({ target }) => {
          setShowsNames(target.checked);
        }}
      >
        <Trans>Show the name</Trans>
      </CheckRow>
      {error !== null && !isAboutParts(error) && <ErrorBox error={error} />}
      <Action type="submit" isPrimary isOff={making.isPending || parts.size === 0} className="justify-self-start">
        <Trans>Create the link</Trans>
      </Action>
    </form>
  );
}
