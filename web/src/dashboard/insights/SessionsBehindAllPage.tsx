import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { behindQuery } from "./range";
import { SessionsBehind, type Row } from "./SessionsBehind";
import { useFigureName } from "./useFigureName";

const route = getRouteApi("/frame/insights/sessions");

/** The sessions, across all interviews, that a theme's figure counts. */
export default function SessionsBehindAllPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const pages = usePages<Row>(key("sessions behind", null, search), (cursor, signal) =>
    take(
      api.GET("/sessions", {
        params: { query: { limit: PAGE_SIZE, ...behindQuery(search), ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <SessionsBehind
      figure={useFigureName(null, search)}
      pages={pages}
      crumbs={[{ label: t`Insights`, to: "/insights" }]}
      showsInterview
    />
  );
}
