import { Plural, Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { ActionLink } from "../../../ui/controls/Action";
import { Gap } from "../../../ui/language/Gap";
import { DownloadOpenLinks } from "../links/LinkActions";
import { emailTemplatesQuery, type List } from "../useCandidates";
import { ProblemsFile } from "./ProblemsFile";

/** How many candidates were added, and what to do next. */
export function DoneStep({ list }: { list: List }) {
  const mail = useQuery(emailTemplatesQuery(list.interviewId)).data?.mail;
  const { createdCount, toFix, interviewId, id } = list;
  return (
    <div className="grid justify-items-start gap-4 border-t-2 border-ink pt-4">
      <p className="text-read" role="status">
        <Plural value={createdCount} one="# candidate was added." other="# candidates were added." />
        <Gap />
        <Trans>Each candidate has a personal link. No emails have been sent yet.</Trans>
      </p>
      {toFix > 0 && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p>
            <Plural value={toFix} one="# row was left out." other="# rows were left out." />
          </p>
          <ProblemsFile listId={id} />
        </div>
      )}
      {mail === false && createdCount > 0 && (
        <div className="grid justify-items-start gap-2">
          <p>
            <Trans>This server can’t send email, so send the links yourself.</Trans>
          </p>
          <DownloadOpenLinks interviewId={interviewId} />
        </div>
      )}
      <ActionLink to="/interviews/$interviewId/candidates" params={{ interviewId }} isPrimary>
        <Trans>Go to candidates</Trans>
      </ActionLink>
    </div>
  );
}
