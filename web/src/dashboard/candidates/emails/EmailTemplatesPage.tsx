import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";

import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useInterviewCrumbs } from "../../interviews/InterviewPage";
import { useMay } from "../../me";
import { NoPermissionLine, NotFound } from "../../page/NotFound";
import { Page } from "../../page/Page";
import { EmailTemplatesForm } from "./EmailTemplatesForm";
import { useEmailTemplates } from "./useEmailTemplates";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/letters");

/** The texts of invitation and reminder, when they are sent, and who is notified when an interview ends. */
export default function EmailTemplatesPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const crumbs = useInterviewCrumbs(interviewId);
  const setting = useEmailTemplates(interviewId);
  const { current, error } = setting;
  const reload = () => void setting.reload();
  const canChange = useMay("MEMBER");
  if (error?.status === 404) return <NotFound />;
  return (
    <Page
      heading={t`Emails to candidates`}
      crumbs={[...crumbs, { label: t`Candidates`, to: "/interviews/$interviewId/candidates", params: { interviewId } }]}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && <ErrorBox error={error} what={t`The emails could not be loaded.`} onRetry={reload} />}
      {current === null
        ? error === null && <Skeleton label={t`Loading the emails`} onRetry={reload} />
        : current.value.mail || (
            <Notice>
              <Trans>This server doesn’t send email: AURAL_SMTP_URL is not set. Copy the personal links instead.</Trans>
            </Notice>
          )}
      {current !== null && (
        <EmailTemplatesForm
          key={interviewId}
          interviewId={interviewId}
          current={current}
          setting={setting}
          canChange={canChange}
        />
      )}
    </Page>
  );
}
