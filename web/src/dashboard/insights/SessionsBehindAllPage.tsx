import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { PAGE_SIZE, usePages } from "../parts/usePages";
import { Behind, type Row } from "./Behind";
import { behindQuery } from "./range";

const route = getRouteApi("/frame/insights/sessions");

/** The sessions of all interviews that a theme's figure counts. */
export default function SessionsBehindAllPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const pages = usePages<Row>(["sessions behind", null, search], (cursor, signal) =>
    take(
      api.GET("/sessions", {
        params: { query: { limit: PAGE_SIZE, ...behindQuery(search), ...(cursor !== undefined && { cursor }) } },
        signal,
      }),
    ),
  );
  return <Behind pages={pages} crumbs={[{ label: t`Insights`, to: "/insights" }]} showsInterview />;
}
