import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense } from "react";

import { BUILDER } from "../../locales/catalogs";
import { ActionLink } from "../../ui/controls/Action";
import { CopyField } from "../../ui/CopyField";
import { withTexts } from "../../ui/language/locale";
import { type InterviewDetail, openLinkOf, stateOf } from "../interviews/interview";
import { useMay } from "../me";

const PublishAction = lazy(async () => ({
  default: (await withTexts(BUILDER, import("../builder/publishing/PublishAction"))).PublishAction,
}));

/**
 * Why an interview has no sessions, and the next step for this person, if there is any. `interview`: undefined as long as
 * it isn't loaded.
 */
export function useEmptyList(interview: InterviewDetail | undefined): { whyEmpty: ReactNode; firstStep: ReactNode } {
  const { t } = useLingui();
  const canChange = useMay("MEMBER");
  const none = { whyEmpty: t`No sessions yet.`, firstStep: null };
  if (interview === undefined) return none;
  const state = stateOf(interview);
  // It stays on the page when the interview's state changes, with the dialog that says so.
  const stepFrom = (own: ReactNode) =>
    canChange ? (
      <>
        {own}
        <Suspense>
          <PublishAction draft={interview} />
        </Suspense>
      </>
    ) : (
      own
    );
  if (state === "closed")
    return { whyEmpty: t`This interview is closed to new candidates.`, firstStep: stepFrom(null) };
  if (state === "draft")
    return {
      whyEmpty: canChange
        ? t`This interview is a draft. Publish it, then invite candidates.`
        : t`This interview is a draft.`,
      firstStep: stepFrom(null),
    };
  const link = openLinkOf(interview);
  if (link !== null)
    return {
      whyEmpty: t`No sessions yet. Share the interview link.`,
      firstStep: stepFrom(
        <div className="w-full max-w-lg">
          <CopyField label={t`Link`} text={link} />
        </div>,
      ),
    };
  if (!canChange) return none;
  return {
    whyEmpty: t`No sessions yet. Invite candidates to the interview.`,
    firstStep: stepFrom(
      <ActionLink to="/interviews/$interviewId/candidates" params={{ interviewId: interview.id }}>
        <Trans>Invite candidates</Trans>
      </ActionLink>,
    ),
  };
}
