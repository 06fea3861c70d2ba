import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";

import { asApiError } from "../../api/error";
import { ErrorBox } from "../../ui/ErrorBox";
import { landOnHeading } from "../../ui/hooks/landOnHeading";
import { Gap } from "../../ui/language/Gap";
import { When } from "../../ui/language/When";
import { Notice } from "../../ui/Notice";
import { Skeleton } from "../../ui/Skeleton";
import { useMay } from "../me";
import { NoPermissionLine, NotFound } from "../page/NotFound";
import { Page } from "../page/Page";
import { DecisionMade } from "./DecisionMade";
import { Facts } from "./Facts";
import { kindOf, nameOf } from "./RequestStatus";
import { type Decided, type Request, useRequest } from "./useRequests";
import { YourDecision } from "./YourDecision";

const route = getRouteApi("/frame/requests/$requestId");

/** One request: what is known about it, and the decision or the controls to make it. */
export default function RequestPage() {
  const { t, i18n } = useLingui();
  const { requestId } = route.useParams();
  const { data: row, error, refetch } = useRequest(requestId);
  const problem = error === null ? null : asApiError(error);
  if (problem?.status === 404) return <NotFound />;
  const retry = () => void refetch();
  const name = row && (nameOf(row) ?? undefined);
  return (
    <Page
      heading={row === undefined ? t`Request` : i18n._(kindOf(row))}
      {...(name !== undefined && { place: name })}
      crumbs={[{ label: t`Requests`, to: "/requests" }]}
      meta={
        row !== undefined && (
          <>
            {name !== undefined && <span className="wrap-anywhere">{name}</span>}
            <span className="wrap-anywhere">{row.interviewTitle}</span>
          </>
        )
      }
    >
      {problem !== null && (
        <ErrorBox
          error={problem}
          what={t`The request could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {row === undefined && problem === null && <Skeleton label={t`Loading the request`} onRetry={retry} />}
      {row !== undefined && <Loaded key={row.id} row={row} />}
    </Page>
  );
}

function Loaded({ row }: { row: Request }) {
  const { t } = useLingui();
  const canDecide = useMay("MEMBER");
  const [decided, setDecided] = useState<Decided | null>(null);
  const isOpen = row.state === "OPEN";
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    // The button that was pressed is gone with its section.
    if (wasOpen.current !== isOpen && document.activeElement === document.body) landOnHeading();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <>
      {!canDecide && <NoPermissionLine />}
      {isOpen && <ToKnow row={row} canDecide={canDecide} />}
      <Part heading={t`Details`}>
        {row.message !== null && (
          <blockquote className="max-w-(--measure) border-s-[3px] border-marigold-line ps-4 font-voice text-read whitespace-pre-wrap wrap-anywhere">
            {row.message}
          </blockquote>
        )}
        <Facts row={row} />
      </Part>
      {isOpen && canDecide && (
        <Part heading={t`Your decision`}>
          <YourDecision row={row} onDecided={setDecided} />
        </Part>
      )}
      {!isOpen && (
        <Part heading={t`Decision`}>
          <DecisionMade row={row} canReopen={canDecide && row.outcome !== "ERASED"} decided={decided} />
        </Part>
      )}
    </>
  );
}

/** Anything special about a request and, for those who can decide, advice on what to do. */
function ToKnow({ row: { addressProof, eraseAskedAt, kind }, canDecide }: { row: Request; canDecide: boolean }) {
  const isUnproved = addressProof === "NONE";
  if (eraseAskedAt === null && !isUnproved && kind !== "adjustment") return null;
  return (
    <Notice ground={isUnproved ? "warning" : "info"} className="grid gap-2">
      {eraseAskedAt !== null && (
        <p className="max-w-(--measure)">
          <Trans>
            This request was made before <When at={eraseAskedAt} isDay />, when a candidate who had entered this address
            erased their data. They never confirmed the address, so the request was kept in case it came from someone
            else.
          </Trans>
          <Gap />
          {canDecide && <Trans>If you’re sure that it’s theirs, erase it.</Trans>}
        </p>
      )}
      {isUnproved && (
        <p className="max-w-(--measure)">
          <Trans>This address was entered but not confirmed, so it could be anyone’s.</Trans>
          <Gap />
          {canDecide && <Trans>Find out whose request this is before you send or erase anything.</Trans>}
        </p>
      )}
      {kind === "adjustment" && (
        <p>
          <Trans>Don’t mention the adjustment to reviewers.</Trans>
        </p>
      )}
    </Notice>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        {heading}
      </h2>
      {children}
    </section>
  );
}
