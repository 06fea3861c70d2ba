import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { ActionLink } from "../../../ui/controls/Action";
import { Switch } from "../../../ui/controls/choices";
import { ErrorBox } from "../../../ui/ErrorBox";
import { InWordsOf } from "../../../ui/language/InWordsOf";
import { Skeleton } from "../../../ui/Skeleton";
import { EmptyState } from "../../../ui/table/EmptyState";
import { key } from "../../data/keys";
import { NotFound } from "../../page/NotFound";
import { Page } from "../../page/Page";
import { FEWEST, idsOf } from "./comparison";
import { ComparedPeople } from "./ComparisonTable";

const route = getRouteApi("/frame/sessions/compare");

/** The sessions that the address names, side by side. Without enough of them, nothing is requested. */
function useComparison() {
  const search = route.useSearch();
  const ids = idsOf(search);
  const isHidden = search.names === "hidden";
  return useQuery({
    queryKey: key("comparison", ids, isHidden),
    queryFn: async ({ signal }) =>
      (await take(api.GET("/comparisons", { params: { query: { ids, hidesNames: isHidden } }, signal }))).data,
    enabled: ids.length >= FEWEST,
    placeholderData: (before) => before,
  });
}

/** Compares two to four people side by side, in the words of a study if all of them took part in one. */
export default function ComparePage() {
  const query = useComparison();
  const isStudy = query.data?.people.every(({ purpose }) => purpose === "RESEARCH") ?? false;
  return (
    <InWordsOf purpose={isStudy ? "RESEARCH" : "HIRING"}>
      <Comparison query={query} />
    </InWordsOf>
  );
}

function Comparison({ query }: { query: ReturnType<typeof useComparison> }) {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const error = query.error === null ? null : asApiError(query.error);
  if (error?.status === 404) return <NotFound />;
  return (
    <Page
      heading={t`Compare sessions`}
      meta={<Trans>Sessions are in the order you selected them. Scores aren’t added up, and no one is ranked.</Trans>}
    >
      {idsOf(search).length < FEWEST ? (
        <Unchosen />
      ) : (
        <>
          <Switch
            checked={search.names === "hidden"}
            onChange={({ target }) => {
              void navigate({ search: { ...search, names: target.checked ? "hidden" : undefined }, replace: true });
            }}
            hint={t`Also hides names in quotes if they’re spelled exactly the same.`}
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
            <ComparedPeople compared={query.data} />
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
          <Trans>Go to sessions</Trans>
        </ActionLink>
      }
    >
      <Trans>Select two to four sessions in the list, then press “Compare”.</Trans>
    </EmptyState>
  );
}
