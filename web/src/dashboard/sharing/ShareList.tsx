import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { ConfirmDialog } from "../../ui/overlay/Modal";
import { Skeleton } from "../../ui/Skeleton";
import { StatusWord } from "../../ui/StatusWord";
import { More } from "../../ui/table/More";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { useSingleMutation } from "../data/useSingleMutation";

type Share = components["schemas"]["ShareOut"];
type View = components["schemas"]["ViewOut"];

interface Revoking {
  canRevoke: boolean;
  /** Called once a link is revoked. */
  onRevoked: () => void;
}

/** The links to a report, and who opened them. */
export function ShareList({ sessionId, ...revoking }: { sessionId: string } & Revoking) {
  const { t } = useLingui();
  const pages = usePages<Share>(key("shares", sessionId), (cursor, signal) =>
    take(
      api.GET("/sessions/{id}/shares", {
        params: { path: { id: sessionId }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <section aria-label={t`Existing links`} className="grid gap-3 border-t border-line pt-4">
      <h3 className="font-[650]">
        <Trans>Existing links</Trans>
      </h3>
      {pages.error !== null && (
        <ErrorBox error={pages.error} what={t`The links could not be loaded.`} onRetry={pages.retry} />
      )}
      {pages.rows === null && pages.error === null && <Skeleton label={t`Loading the links`} rows={1} />}
      {pages.rows?.length === 0 && (
        <p className="text-ink-2">
          <Trans>This report has not been shared.</Trans>
        </p>
      )}
      <ul className="grid gap-4">
        {pages.rows?.map((share) => (
          <OneShare key={share.id} share={share} {...revoking} />
        ))}
      </ul>
      {pages.hasMore && <More {...pages} onMore={() => undefined} />}
    </section>
  );
}

function OneShare({ share, canRevoke, onRevoked }: { share: Share } & Revoking) {
  const { t } = useLingui();
  const [isOpen, setIsOpen] = useState(false);
  const [isAsked, setIsAsked] = useState(false); // whether revoking it is to be confirmed
  const queries = useQueryClient();
  const revoking = useSingleMutation({
    mutationFn: () => take(api.DELETE("/shares/{id}", { params: { path: { id: share.id } } })),
    onError: (error) => {
      if (asApiError(error).status === 404) onRevoked();
    },
    onSuccess: async () => {
      onRevoked();
      await queries.invalidateQueries({ queryKey: key("shares", share.sessionId) });
      setIsAsked(false);
    },
  });
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-label">
        <Status share={share} />
        <span>
          <Trans>
            Created by {share.createdBy} on <When at={share.createdAt} isDay />
          </Trans>
        </span>
        <span>
          <Trans>
            Expires on <When at={share.expiresAt} isDay />
          </Trans>
        </span>
        <span>{share.showsNames ? <Trans>With the name</Trans> : <Trans>Without the name</Trans>}</span>
      </div>
      <div className="flex flex-wrap gap-2">
        <Views share={share} isOpen={isOpen} onToggle={setIsOpen} />
        {canRevoke && share.status === "ACTIVE" && (
          <Action
            onClick={() => {
              setIsAsked(true);
            }}
          >
            <Trans>Revoke the link</Trans>
          </Action>
        )}
      </div>
      {isAsked && (
        <ConfirmDialog
          title={t`Revoke the link created by ${share.createdBy}?`}
          confirm={t`Revoke the link`}
          isBusy={revoking.isPending}
          error={revoking.isError ? asApiError(revoking.error) : null}
          onConfirm={() => {
            revoking.mutate();
          }}
          onClose={() => {
            setIsAsked(false);
          }}
        >
          <p>
            <Trans>
              People with the link will no longer be able to read the report. You can create a new link at any time.
            </Trans>
          </p>
        </ConfirmDialog>
      )}
      {isOpen && share.viewCount > 0 && <ViewList shareId={share.id} />}
    </li>
  );
}

function Status({ share }: { share: Share }) {
  if (share.status === "ACTIVE")
    return (
      <StatusWord tone="good">
        <Trans>Valid</Trans>
      </StatusWord>
    );
  if (share.isConsentWithdrawn)
    return (
      <StatusWord tone="off">
        <Trans>Consent withdrawn</Trans>
      </StatusWord>
    );
  return (
    <StatusWord tone="off">{share.status === "EXPIRED" ? <Trans>Expired</Trans> : <Trans>Revoked</Trans>}</StatusWord>
  );
}

interface ViewsProps {
  share: Share;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
}

/** How often a link was opened. If it was, the number opens the list. */
function Views({ share: { viewCount }, isOpen, onToggle }: ViewsProps) {
  const words = <Plural value={viewCount} _0="Not opened yet" one="Opened once" other="Opened # times" />;
  if (viewCount === 0) return <span className="dense inline-flex items-center text-label text-ink-2">{words}</span>;
  const Icon = isOpen ? ChevronUp : ChevronDown;
  return (
    <Action
      aria-expanded={isOpen}
      onClick={() => {
        onToggle(!isOpen);
      }}
    >
      {words}
      <Icon aria-hidden="true" />
    </Action>
  );
}

function ViewList({ shareId }: { shareId: string }) {
  const { t } = useLingui();
  const pages = usePages<View>(key("share views", shareId), (cursor, signal) =>
    take(
      api.GET("/shares/{id}/views", {
        params: { path: { id: shareId }, query: { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <div className="grid gap-2">
      {pages.error !== null && <ErrorBox error={pages.error} onRetry={pages.retry} />}
      <ul aria-label={t`Opened by`} className="grid gap-1 text-label text-ink-2">
        {pages.rows?.map(({ id, viewedAt, network, browser }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <When at={viewedAt} /> · {network} · {browser ?? t`unknown browser`}
          </li>
        ))}
      </ul>
      {pages.hasMore && <More {...pages} onMore={() => undefined} />}
    </div>
  );
}
