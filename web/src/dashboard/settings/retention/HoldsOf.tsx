import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Skeleton } from "../../../ui/Skeleton";
import { HoldDialog, LiftDialog } from "./HoldDialogs";
import { type Hold, useHolds } from "./useRetention";

interface HoldsOfProps {
  candidateId: string;
  /** The session that is the reason for the hold, if there is one. */
  sessionId?: string;
  /** The candidate's name. */
  name: string;
}

/** For admins: the legal holds that prevent this candidate from being erased, with controls to place and lift them. */
export function HoldsOf({ candidateId, sessionId, name }: HoldsOfProps) {
  const { t } = useLingui();
  const { rows, error, retry } = useHolds(candidateId);
  const [isPlacing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  return (
    <div className="grid justify-items-start gap-3">
      {error !== null && <ErrorBox error={error} what={t`The legal holds could not be loaded.`} onRetry={retry} />}
      {rows === null && error === null && <Skeleton label={t`Loading the legal holds`} rows={1} onRetry={retry} />}
      {rows?.length === 0 && (
        <p className="max-w-(--measure) text-ink-2">
          <Trans>
            No legal holds. A legal hold prevents candidates from being erased automatically, by you or at their own
            request.
          </Trans>
        </p>
      )}
      {rows !== null && rows.length > 0 && (
        <ul className="grid w-full gap-2">
          {rows.map((hold) => (
            <OneHold
              key={hold.id}
              hold={hold}
              onLift={() => {
                setLifting(hold);
              }}
            />
          ))}
        </ul>
      )}
      <Action
        onClick={() => {
          setPlacing(true);
        }}
      >
        <Trans>Place a legal hold</Trans>
      </Action>
      {isPlacing && (
        <HoldDialog
          place={(body) =>
            sessionId === undefined
              ? take(api.POST("/candidates/{id}/holds", { params: { path: { id: candidateId } }, body }))
              : take(api.POST("/sessions/{id}/holds", { params: { path: { id: sessionId } }, body }))
          }
          onClose={() => {
            setPlacing(false);
          }}
        >
          <p>
            <Trans>No data about {name}, including sessions, can be erased until the hold is lifted.</Trans>
          </p>
        </HoldDialog>
      )}
      {lifting !== null && (
        <LiftDialog
          row={lifting}
          name={lifting.what === "INTERVIEW" ? lifting.title : name}
          onClose={() => {
            setLifting(null);
          }}
        />
      )}
    </div>
  );
}

function OneHold({ hold, onLift }: { hold: Hold; onLift: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line pb-2">
      <div className="min-w-0">
        <p className="wrap-anywhere">{hold.reason}</p>
        <p className="text-label text-ink-2">
          {hold.what === "INTERVIEW" ? (
            <Trans>
              Applies to the whole interview. Placed by {hold.by} on <When at={hold.createdAt} isDay />.
            </Trans>
          ) : (
            <Trans>
              Placed by {hold.by} on <When at={hold.createdAt} isDay />
            </Trans>
          )}
        </p>
      </div>
      <Action look="quiet" onClick={onLift}>
        <Trans>Lift the hold</Trans>
      </Action>
    </li>
  );
}
