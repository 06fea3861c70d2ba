import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { When } from "../../../ui/language/When";
import { Skeleton } from "../../../ui/Skeleton";
import { useMay, useMe } from "../../me";
import { NoPermissionLine, NotFound } from "../../page/NotFound";
import { type Crumb, Page } from "../../page/Page";
import { DeliveryList } from "../deliveries/DeliveryList";
import { SentNotice } from "../deliveries/SentNotice";
import { useSending, useWebhook, type Webhook } from "./useWebhooks";
import { WebhookMenu } from "./WebhookMenu";
import { WebhookNotices } from "./WebhookNotices";
import { EventNames, nameOf, Recent, WebhookState } from "./WebhookStatus";

const route = getRouteApi("/frame/developers/webhooks/$webhookId");

/** One endpoint: its events, its state, and everything that was sent to it. */
export default function WebhookPage() {
  return useMay("MEMBER") ? <Endpoint /> : <NotFound />;
}

function Endpoint() {
  const { t } = useLingui();
  const { webhookId } = route.useParams();
  const { data, error, refetch } = useWebhook(webhookId);
  const problem = error === null ? null : asApiError(error);
  if (problem?.status === 404) return <NotFound />;
  if (data !== undefined) return <Loaded key={webhookId} webhook={data.value} etag={data.etag} />;
  const retry = () => void refetch();
  return (
    <Page heading={t`Endpoint`} crumbs={[{ label: t`Webhooks`, to: "/developers/webhooks" }]}>
      {problem === null ? (
        <Skeleton label={t`Loading the endpoint`} onRetry={retry} />
      ) : (
        <ErrorBox
          error={problem}
          what={t`The endpoint could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
    </Page>
  );
}

function Loaded({ webhook, etag }: { webhook: Webhook; etag: string }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const filters = route.useSearch();
  const canChange = useMay("ADMIN");
  const test = useSending(webhook.id, () =>
    take(api.POST("/webhooks/{id}/test", { params: { path: { id: webhook.id } } })),
  );
  const crumbs: Crumb[] = [{ label: t`Webhooks`, to: "/developers/webhooks" }];
  return (
    <Page
      heading={nameOf(webhook)}
      crumbs={crumbs}
      meta={<WebhookState webhook={webhook} isBrief />}
      actions={
        canChange && (
          <>
            <WebhookMenu webhook={webhook} etag={etag} />
            <Action
              isPrimary
              isOff={test.isBusy || !webhook.isEnabled}
              onClick={() => {
                test.send();
              }}
            >
              <Trans>Send a test</Trans>
            </Action>
          </>
        )
      }
    >
      {!canChange && <NoPermissionLine />}
      <SentNotice sending={test} webhookId={webhook.id} />
      <WebhookNotices webhook={webhook} etag={etag} canChange={canChange} />
      <Facts webhook={webhook} />
      <DeliveryList
        webhookId={webhook.id}
        canSend={canChange && webhook.isEnabled}
        filters={filters}
        onFilter={(search) => void navigate({ search, replace: true })}
      />
    </Page>
  );
}

function Facts({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const { projects } = useMe();
  const { url, events, projectId, deliveredAt, recent } = webhook;
  const project = projects.find(({ id }) => id === projectId)?.name ?? t`A project you can’t access`;
  const facts = [
    { name: t`Address`, value: <code className="font-mono">{url}</code> },
    { name: t`Events`, value: <EventNames events={events} /> },
    { name: t`Project`, value: projectId === null ? t`All projects` : project },
    { name: t`Last 50 deliveries`, value: <Recent recent={recent} /> },
    { name: t`Last delivered`, value: deliveredAt === null ? t`Never` : <When at={deliveredAt} /> },
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
