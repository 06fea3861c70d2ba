import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { asApiError } from "../../api/error";
import { useInterviewCrumbs } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine, NotFound } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { lettersQuery } from "./data";
import { LettersForm } from "./LettersForm";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/letters");

/** The words of invitation and reminder, when they go, and who is told of the end. */
export default function LettersPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const crumbs = useInterviewCrumbs(interviewId);
  const client = useQueryClient();
  const letters = useQuery(lettersQuery(interviewId));
  const canChange = useMay("MEMBER");
  const error = letters.error === null ? null : asApiError(letters.error);
  if (error?.status === 404) return <NotFound />;
  const retry = () => void letters.refetch();
  return (
    <Page
      heading={t`Emails to candidates`}
      crumbs={[...crumbs, { label: t`Candidates`, to: "/interviews/$interviewId/candidates", params: { interviewId } }]}
    >
      {!canChange && <NoPermissionLine />}
      {error !== null && <ErrorBox error={error} what={t`The emails could not be loaded.`} onRetry={retry} />}
      {letters.data === undefined
        ? error === null && <Skeleton label={t`Loading the emails`} onRetry={retry} />
        : letters.data.mail || (
            <p className="rounded-control border-2 border-line-strong bg-surface px-5 py-4">
              <Trans>This server doesn’t send email: AURAL_SMTP_URL is not set. Copy the personal links instead.</Trans>
            </p>
          )}
      {letters.data !== undefined && (
        <LettersForm
          interviewId={interviewId}
          letters={letters.data}
          canChange={canChange}
          onSaved={(saved) => {
            client.setQueryData(lettersQuery(interviewId).queryKey, saved);
          }}
        />
      )}
    </Page>
  );
}
