import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { asApiError } from "../../../api/error";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useInterviewCrumbs } from "../../interviews/InterviewPage";
import { useMay } from "../../me";
import { NoPermissionLine, NotFound } from "../../page/NotFound";
import { Page } from "../../page/Page";
import { emailTemplatesQuery } from "../useCandidates";
import { EmailTemplatesForm } from "./EmailTemplatesForm";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/letters");

/** The texts of invitation and reminder, when they are sent, and who is notified when an interview ends. */
export default function EmailTemplatesPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const crumbs = useInterviewCrumbs(interviewId);
  const client = useQueryClient();
  const templates = useQuery(emailTemplatesQuery(interviewId));
  const canChange = useMay("MEMBER");
  const error = templates.error === null ? null : asApiError(templates.error);
  if (error?.status === 404) return <NotFound />;
  const retry = () => void templates.refetch();
  return (
    <Page
      heading={t`Emails to candidates`}
      crumbs={[...crumbs, { label: t`Candidates`, to: "/interviews/$interviewId/candidates", params: { interviewId } }]}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && <ErrorBox error={error} what={t`The emails could not be loaded.`} onRetry={retry} />}
      {templates.data === undefined
        ? error === null && <Skeleton label={t`Loading the emails`} onRetry={retry} />
        : templates.data.mail || (
            <Notice>
              <Trans>This server doesn’t send email: AURAL_SMTP_URL is not set. Copy the personal links instead.</Trans>
            </Notice>
          )}
      {templates.data !== undefined && (
        <EmailTemplatesForm
          interviewId={interviewId}
          templates={templates.data}
          canChange={canChange}
          onSaved={(saved) => {
            client.setQueryData(emailTemplatesQuery(interviewId).queryKey, saved);
          }}
        />
      )}
    </Page>
  );
}
