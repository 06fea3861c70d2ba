import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { CopyButton } from "../../../ui/CopyField";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Skeleton } from "../../../ui/Skeleton";
import { useMay } from "../../me";
import { NoPermissionLine, NotFound } from "../../page/NotFound";
import { type Crumb, Page } from "../../page/Page";
import { CodeBox } from "../CodeBox";
import { DocsLink } from "../DocsLink";
import { useDelivery, useSending, useWebhook, type WholeDelivery } from "../webhooks/useWebhooks";
import { nameOf } from "../webhooks/WebhookStatus";
import { Attempts } from "./Attempts";
import { DeliveryResult } from "./DeliveryStatus";
import { SentNotice } from "./SentNotice";

const route = getRouteApi("/frame/developers/webhooks/$webhookId/deliveries/$deliveryId");

/** One delivery: what was sent, each attempt with its response, and a button that sends it now or again. */
export default function DeliveryPage() {
  return useMay("MEMBER") ? <Sent /> : <NotFound />;
}

function Sent() {
  const { t } = useLingui();
  const { webhookId, deliveryId } = route.useParams();
  const { data: delivery, error, refetch } = useDelivery(webhookId, deliveryId);
  const webhook = useWebhook(webhookId).data?.value;
  const problem = error === null ? null : asApiError(error);
  if (problem?.status === 404) return <NotFound />;
  const retry = () => void refetch();
  const crumbs: Crumb[] = [
    { label: t`Webhooks`, to: "/developers/webhooks" },
    {
      label: webhook === undefined ? t`Endpoint` : nameOf(webhook),
      to: "/developers/webhooks/$webhookId",
      params: { webhookId },
    },
  ];
  if (delivery !== undefined)
    return (
      <Loaded
        key={deliveryId}
        webhookId={webhookId}
        delivery={delivery}
        isOn={webhook?.isEnabled ?? true}
        crumbs={crumbs}
      />
    );
  return (
    <Page heading={t`Delivery`} crumbs={crumbs}>
      {problem === null ? (
        <Skeleton label={t`Loading the delivery`} onRetry={retry} />
      ) : (
        <ErrorBox
          error={problem}
          what={t`The delivery could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
    </Page>
  );
}

interface LoadedProps {
  webhookId: string;
  delivery: WholeDelivery;
  /** Whether the endpoint is switched on. */
  isOn: boolean;
  crumbs: Crumb[];
}

function Loaded({ webhookId, delivery, isOn, crumbs }: LoadedProps) {
  const { t } = useLingui();
  const canSend = useMay("ADMIN");
  const path = { id: webhookId, deliveryId: delivery.id };
  const isOver = delivery.state !== "PENDING";
  const sending = useSending(webhookId, () =>
    isOver
      ? take(api.POST("/webhooks/{id}/deliveries/{deliveryId}", { params: { path } }))
      : take(api.POST("/webhooks/{id}/deliveries/{deliveryId}/try", { params: { path } })),
  );
  const isOff = !sending.isBusy && (!isOn || (!isOver && delivery.nextAt === null));
  return (
    <Page
      heading={delivery.type}
      place={t`Delivery`}
      crumbs={crumbs}
      meta={<DeliveryResult delivery={delivery} />}
      actions={
        canSend && (
          <Action
            isPrimary
            isOff={sending.isBusy || isOff}
            aria-describedby={isOff ? "why-not-sent" : undefined}
            onClick={() => {
              sending.send();
            }}
          >
            {isOver ? <Trans>Send again</Trans> : <Trans>Try now</Trans>}
          </Action>
        )
      }
    >
      {!canSend && <NoPermissionLine />}
      {canSend && isOff && (
        <p id="why-not-sent" className="text-label text-ink-2">
          {isOn ? (
            <Trans>This delivery is being sent right now.</Trans>
          ) : (
            <Trans>The endpoint is switched off, so nothing can be sent to it.</Trans>
          )}
        </p>
      )}
      <SentNotice sending={sending} webhookId={webhookId} here={delivery.id} />
      <Facts delivery={delivery} />
      <Part heading={t`Attempts`}>
        {delivery.history.length === 0 && delivery.nextAt === null && delivery.reason === null ? (
          <p className="text-ink-2">
            <Trans>No attempts yet.</Trans>
          </p>
        ) : (
          <Attempts delivery={delivery} />
        )}
      </Part>
      <Part heading={t`Payload`} action={<CopyButton text={delivery.body} />}>
        <CodeBox label={t`Payload`} text={readable(delivery.body)} />
        <p>
          <DocsLink page="webhooks#verifying">
            <Trans>How to verify the signature</Trans>
          </DocsLink>
        </p>
      </Part>
    </Page>
  );
}

/** The body with line breaks, for display only. Copying gives the body as it was sent. */
function readable(body: string): string {
  return JSON.stringify(JSON.parse(body) as unknown, null, 2);
}

function Facts({ delivery }: { delivery: WholeDelivery }) {
  const { t } = useLingui();
  const { attempts, mostAttempts, eventId, happenedAt, isReplay, reason } = delivery;
  const facts = [
    { name: t`Occurred`, value: <When at={happenedAt} isExact /> },
    { name: "webhook-id", value: <code className="font-mono">{eventId}</code> },
    { name: t`Attempts`, value: t`${attempts} of ${mostAttempts}` },
    ...(isReplay ? [{ name: t`Trigger`, value: t`Resent manually` }] : []),
    ...(reason === null ? [] : [{ name: t`Why it failed`, value: reason }]),
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 border-t-2 border-ink pt-4 text-label">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface PartProps {
  heading: string;
  action?: ReactNode;
  children: ReactNode;
}

function Part({ heading, action, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3 border-t-2 border-ink pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id={id} className="text-lead font-[650]">
          {heading}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
