import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { Action } from "../../../ui/controls/Action";
import { CheckRow } from "../../../ui/controls/choices";
import { FileDrop } from "../../../ui/controls/FileDrop";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Skeleton } from "../../../ui/Skeleton";
import { LeaveGuard } from "../../form/LeaveGuard";
import { useInterviewCrumbs } from "../../interviews/InterviewPage";
import { useMay } from "../../me";
import { NoPermissionLine } from "../../page/NotFound";
import { Page } from "../../page/Page";
import { type NewCandidate, NOBODY, type Proposal, useAdding } from "../useCandidates";
import { ProposalRow } from "./ProposalRow";
import { type ReadResume, readResume } from "./readResume";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/resumes");

function personOf({ name, email, phone, text }: Proposal, keepsText: boolean): NewCandidate {
  return { ...NOBODY, name, email, phone, resumeText: keepsText ? text : null };
}

/** Adds candidates from résumés. A person reviews what was read before anyone is added. */
export default function ResumesPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const navigate = route.useNavigate();
  const crumbs = useInterviewCrumbs(interviewId);
  const canChange = useMay("MEMBER");
  const [reads, setReads] = useState<ReadResume[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [keepsText, setKeepsText] = useState(false);
  const found = reads.flatMap(({ proposal }) => (proposal === null ? [] : [proposal]));
  const add = useAdding(interviewId, () => {
    void navigate({ to: "/interviews/$interviewId/candidates", params: { interviewId }, ignoreBlocker: true });
  });
  const readAll = async (files: File[]) => {
    setWaiting((count) => count + files.length);
    for (const file of files) {
      const read = await readResume(interviewId, file);
      setReads((before) => [...before, read]);
      setWaiting((count) => count - 1);
    }
  };
  const change = (id: string, proposal: Proposal | null) => {
    setReads(reads.flatMap((read) => (read.id !== id ? [read] : proposal === null ? [] : [{ ...read, proposal }])));
  };
  return (
    <Page
      heading={t`Import résumés`}
      crumbs={[...crumbs, { label: t`Candidates`, to: "/interviews/$interviewId/candidates", params: { interviewId } }]}
    >
      {!canChange ? (
        <NoPermissionLine />
      ) : (
        <div className="grid gap-5">
          <LeaveGuard isUnsaved={found.length > 0 || waiting > 0} />
          <FileDrop
            label={<Trans>Drop résumés here</Trans>}
            hint={<Trans>PDF, DOCX or text. You can choose several at once. The files aren’t kept.</Trans>}
            accept=".pdf,.docx,.txt"
            isMany
            onFiles={(files) => void readAll(files)}
          />
          <ul className="grid gap-3">
            {reads.map((read) => (
              <ProposalRow key={read.id} read={read} onChange={change} />
            ))}
          </ul>
          {waiting > 0 && <Skeleton label={t`Reading résumés`} rows={Math.min(waiting, 4)} />}
          {found.length > 0 && (
            <>
              <CheckRow
                checked={keepsText}
                hint={t`Your team can read the text on the candidate’s page. It is deleted when the candidate is erased.`}
                onChange={({ target: { checked } }) => {
                  setKeepsText(checked);
                }}
              >
                <Trans>Keep the text of each résumé</Trans>
              </CheckRow>
              {add.error !== null && (
                <ErrorBox error={add.error} what={t`No one was added.`} kept={t`Your entries are kept.`} />
              )}
              <Action
                isPrimary
                className="justify-self-start"
                isOff={add.isBusy || waiting > 0}
                onClick={() => {
                  add.run(found.map((proposal) => personOf(proposal, keepsText)));
                }}
              >
                <Plural value={found.length} one="Add # candidate" other="Add # candidates" />
              </Action>
            </>
          )}
        </div>
      )}
    </Page>
  );
}
