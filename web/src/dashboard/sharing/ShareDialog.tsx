import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { Field } from "../../ui/Field";
import { useMay } from "../me";
import { Action } from "../parts/Action";
import { CheckRow } from "../parts/choices";
import { CopyField } from "../parts/CopyField";
import { ErrorBox } from "../parts/ErrorBox";
import { Modal } from "../parts/Modal";
import { NoPermissionLine } from "../parts/NotFound";
import { sessionQuery } from "../report/useReport";
import { ExportMenu } from "./ExportMenu";
import { ShareList } from "./ShareList";

type Part = components["schemas"]["ShareOut"]["parts"][number];

const PRESET_DAYS = 14;
const DAY = 86_400_000;

/** By the clock of who makes the link, as a date field wants it. */
function dayIn(days: number): string {
  const at = new Date(Date.now() + days * DAY);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Gives a report to somebody without an account, by a link with an end. */
export default function ShareDialog({ sessionId, onClose }: { sessionId: string; onClose: () => void }) {
  const { t } = useLingui();
  const canShare = useMay("MEMBER");
  const [url, setUrl] = useState<string | null>(null);
  return (
    <Modal
      title={t`Share or download this report`}
      onClose={onClose}
      actions={
        <Action onClick={onClose}>
          <Trans>Close</Trans>
        </Action>
      }
    >
      {!canShare && <NoPermissionLine />}
      {url !== null && (
        <div className="grid gap-2">
          <CopyField label={t`The link`} text={url} isNew />
          <p className="text-label text-ink-2">
            <Trans>It is shown only once. Anyone with the link can read the report until the link expires.</Trans>
          </p>
        </div>
      )}
      {canShare && url === null && <ShareForm sessionId={sessionId} onMade={setUrl} />}
      <ShareList sessionId={sessionId} canRevoke={canShare} />
      <ExportMenu sessionId={sessionId} />
    </Modal>
  );
}

function ShareForm({ sessionId, onMade }: { sessionId: string; onMade: (url: string) => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [day, setDay] = useState(() => dayIn(PRESET_DAYS));
  const [showsNames, setShowsNames] = useState(false);
  const isHidden = useQuery(sessionQuery(sessionId)).data?.levelsHidden ?? false;
  const [chosen, setChosen] = useState<ReadonlySet<Part>>(new Set(["summary", "criteria", "findings", "themes"]));
  // Who is to rate first gives away no levels that they have not seen themselves.
  const parts = new Set([...chosen].filter((part) => !isHidden || part !== "criteria"));
  const names: Record<Part, string> = {
    summary: t`Summary`,
    criteria: t`Criteria with levels`,
    findings: t`Findings`,
    themes: t`Themes`,
    transcript: t`Transcript`,
  };
  const making = useMutation({
    mutationFn: () => {
      const body = { expiresAt: new Date(`${day}T23:59:59`).toISOString(), showsNames, parts: [...parts] };
      return take(api.POST("/sessions/{id}/shares", { params: { path: { id: sessionId } }, body }));
    },
    onSuccess: ({ data }) => {
      onMade(data.url);
      void queries.invalidateQueries({ queryKey: ["shares", sessionId] });
    },
  });
  const toggle = (part: Part) => {
    setChosen(new Set(chosen.has(part) ? [...chosen].filter((one) => one !== part) : [...chosen, part]));
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate();
      }}
    >
      <Field
        label={t`The link ends after`}
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
        {(Object.keys(names) as Part[]).map((part) => (
          <CheckRow
            key={part}
            checked={parts.has(part)}
            {...(isHidden &&
              part === "criteria" && { disabled: true, hint: t`Rate the criteria first: then they can be shared.` })}
            onChange={() => {
              toggle(part);
            }}
          >
            {names[part]}
          </CheckRow>
        ))}
      </fieldset>
      <CheckRow
        checked={showsNames}
        hint={t`Without it, the name is also taken out of quotes and transcript.`}
        onChange={({ target }) => {
          setShowsNames(target.checked);
        }}
      >
        <Trans>Show the name</Trans>
      </CheckRow>
      {making.isError && <ErrorBox error={asApiError(making.error)} />}
      <Action type="submit" isPrimary isOff={making.isPending || parts.size === 0} className="justify-self-start">
        <Trans>Create the link</Trans>
      </Action>
    </form>
  );
}
