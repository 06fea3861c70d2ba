import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { ActionLink } from "../parts/Action";
import { Switch } from "../parts/choices";
import { EmptyState } from "../parts/EmptyState";
import { ErrorBox } from "../parts/ErrorBox";
import { NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { FEWEST, idsOf } from "./comparison";
import { ComparisonTable } from "./ComparisonTable";

export type Compared = components["schemas"]["ComparisonOut"];

const route = getRouteApi("/frame/sessions/compare");

/** Two to four people side by side, by what they said. */
export default function ComparePage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const ids = idsOf(search);
  const isHidden = search.names === "hidden";
  const query = useQuery({
    queryKey: ["comparison", ids, isHidden],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/comparisons", { params: { query: { ids, hidesNames: isHidden } }, signal }))).data,
    enabled: ids.length >= FEWEST,
    placeholderData: (before) => before,
  });
  const error = query.error === null ? null : asApiError(query.error);
  if (error?.status === 404) return <NotFound />;
  return (
    <Page
      heading={t`Compare sessions`}
      meta={<Trans>In the order you chose them. Scores are not added up, and no one is ranked.</Trans>}
    >
      {ids.length < FEWEST ? (
        <Unchosen />
      ) : (
        <>
          <Switch
            checked={isHidden}
            onChange={({ target }) => {
              void navigate({ search: { ...search, names: target.checked ? "hidden" : undefined }, replace: true });
            }}
            hint={t`Also hides the name in quotes where it is spelled the same.`}
          >
            <Trans>Hide names</Trans>
          </Switch>
          {error !== null && (
            <ErrorBox
              error={error}
              what={t`The sessions could not be compared.`}
              onRetry={() => void query.refetch()}
            />
          )}
          {query.data === undefined ? (
            error === null && <Skeleton label={t`Loading the sessions`} rows={4} height="h-32" />
          ) : (
            <ComparisonTable compared={query.data} />
          )}
        </>
      )}
    </Page>
  );
}

function Unchosen() {
  return (
    <EmptyState
      actions={
        <ActionLink to="/sessions">
          <Trans>Go to the sessions</Trans>
        </ActionLink>
      }
    >
      <Trans>Choose two to four sessions in the list, then press Compare.</Trans>
    </EmptyState>
  );
}
