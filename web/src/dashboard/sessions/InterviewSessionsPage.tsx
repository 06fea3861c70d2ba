import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import { CopyField } from "../parts/CopyField";
import { NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { SessionList } from "./SessionList";
import { useSessions } from "./useSessions";

const route = getRouteApi("/frame/interviews/$interviewId/sessions");

/** See what came in for one interview. */
export default function InterviewSessionsPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const pages = useSessions(interviewId, filters);
  const interview = useQuery({
    queryKey: ["interview", interviewId],
    queryFn: ({ signal }) => take(api.GET("/interviews/{id}", { params: { path: { id: interviewId } }, signal })),
  });
  if (pages.error?.status === 404 || asApiError(interview.error).status === 404) return <NotFound />;
  const title = interview.data?.data.title;
  const slug = interview.data?.data.publicSlug;
  return (
    <Page
      heading={t`Sessions`}
      {...(title !== undefined && { state: title })}
      crumbs={[{ label: t`Interviews`, to: "/interviews" }]}
      meta={title}
    >
      <SessionList
        isOfAll={false}
        pages={pages}
        filters={filters}
        onChange={(next) => void navigate({ search: next, replace: true })}
        firstStep={slug && <CopyField label={t`Link`} text={`${location.origin}/i/${slug}`} />}
      />
    </Page>
  );
}
