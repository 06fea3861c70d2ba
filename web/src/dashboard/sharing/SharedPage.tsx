import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import { key } from "../data/keys";
import { InWordsOf } from "../../ui/language/InWordsOf";
import { SkipLink } from "../../ui/SkipLink";
import { Logo } from "../frame/Logo";
import { ErrorBox } from "../../ui/ErrorBox";
import { Heading } from "../page/Page";
import { Skeleton } from "../../ui/Skeleton";
import { SharedReport } from "./SharedReport";

const route = getRouteApi("/shared/$token");

/** A report behind a shared link, for someone without an account. */
export default function SharedPage() {
  const { t } = useLingui();
  const { token } = route.useParams();
  // Requested only once, because each request counts as a view.
  const query = useQuery({
    queryKey: key("shared", token),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/shared/{id}", { params: { path: { id: token } }, signal }))).data,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const error = query.error === null ? null : asApiError(query.error);
  const heading = query.data?.participantName ?? (error?.status === 404 ? t`This link doesn’t work` : t`Shared report`);
  return (
    <div className="mx-auto grid w-full max-w-[62rem] content-start gap-8 px-4 pt-6 pb-16">
      <title>{`${heading} · Aural`}</title>
      <meta name="robots" content="noindex, nofollow" />
      <SkipLink />
      <header>
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className="grid gap-6">
        <Heading>{heading}</Heading>
        {query.data !== undefined && (
          <InWordsOf purpose={query.data.purpose}>
            <SharedReport shared={query.data} />
          </InWordsOf>
        )}
        {query.data === undefined && error === null && (
          <Skeleton label={t`Loading the report`} rows={4} height="h-24" />
        )}
        {error !== null &&
          (error.status === 404 ? (
            <p className="text-read">
              <Trans>The link may have expired or been revoked. Ask the person who sent it for a new one.</Trans>
            </p>
          ) : (
            <ErrorBox error={error} what={t`The report could not be loaded.`} onRetry={() => void query.refetch()} />
          ))}
      </main>
    </div>
  );
}
