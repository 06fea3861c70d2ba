import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { PAGE_SIZE } from "../../ui/table/More";
import { key } from "../data/keys";
import { usePages } from "../data/usePages";
import { useInterviewCrumbs } from "../interviews/InterviewPage";
import { behindQuery } from "./range";
import { SessionsBehind, type Row } from "./SessionsBehind";
import { useFigureName } from "./useFigureName";

const route = getRouteApi("/frame/interviews/$id/insights/sessions");

/** The sessions that a theme or a question's figure counts. */
export default function SessionsBehindPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const search = route.useSearch();
  const pages = usePages<Row>(key("sessions behind", id, search), (cursor, signal) =>
    take(
      api.GET("/interviews/{id}/sessions", {
        params: {
          path: { id },
          query: { limit: PAGE_SIZE, ...behindQuery(search), ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    ),
  );
  const crumbs = useInterviewCrumbs(id);
  return (
    <SessionsBehind
      figure={useFigureName(id, search)}
      pages={pages}
      crumbs={[...crumbs, { label: t`Insights`, to: "/interviews/$id/insights", params: { id } }]}
    />
  );
}
