import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { ActionLink } from "../../ui/controls/Action";
import { Page } from "../page/Page";
import { SessionList } from "./SessionList";
import { useSessions } from "./useSessions";

const route = getRouteApi("/frame/sessions");

/** The sessions of all interviews. */
export default function AllSessionsPage() {
  const { t } = useLingui();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page heading={t`Sessions`}>
      <SessionList
        interviewId={null}
        named={null}
        hasDecisions
        pages={useSessions(null, filters)}
        filters={filters}
        onChange={(next) => void navigate({ search: next, replace: true })}
        whyEmpty={t`No sessions yet. Share the interview link.`}
        firstStep={<ActionLink to="/interviews">{t`Go to your interviews`}</ActionLink>}
      />
    </Page>
  );
}
