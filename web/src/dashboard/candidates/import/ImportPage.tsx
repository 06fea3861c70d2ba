import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { FileDrop } from "../../../ui/controls/FileDrop";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Notice } from "../../../ui/Notice";
import { Skeleton } from "../../../ui/Skeleton";
import { useInterviewCrumbs } from "../../interviews/InterviewPage";
import { useMay } from "../../me";
import { NoPermissionLine } from "../../page/NotFound";
import { Page } from "../../page/Page";
import type { Importing } from "../routes";
import { FILE, type List, useChange, useList } from "../useCandidates";
import { CheckStep } from "./CheckStep";
import { DoneStep } from "./DoneStep";
import { MapStep } from "./MapStep";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/import");
const SAMPLE = "Name,Email,Phone,Notes\nMina Sol,mina@example.com,+49 30 1234567,Met at the fair\n";

/** Imports a list of people in four steps: file, columns, check, result. The import itself invites no one. */
export default function ImportPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const { list: listId, mapped: isMapped = false } = route.useSearch();
  const crumbs = useInterviewCrumbs(interviewId);
  const canChange = useMay("MEMBER");
  const { data: list, error, refetch } = useList(canChange ? listId : undefined);
  const step = list === undefined ? 1 : list.isDone ? 4 : isMapped ? 3 : 2;
  const names = [t`File`, t`Columns`, t`Check`, t`Result`];
  const name = names[step - 1] ?? "";
  useStepFocus(step, t`Step ${step} of 4: ${name}`);
  const isGone = error !== null && asApiError(error).status === 404;
  const isRead = listId === undefined || isGone;
  return (
    <Page
      heading={t`Import candidates`}
      state={name}
      crumbs={[...crumbs, { label: t`Candidates`, to: "/interviews/$interviewId/candidates", params: { interviewId } }]}
      meta={
        <span>
          <Trans>
            Step {step} of 4: {name}
          </Trans>
        </span>
      }
    >
      {!canChange ? (
        <NoPermissionLine />
      ) : list !== undefined ? (
        <Steps list={list} isMapped={isMapped} />
      ) : isRead ? (
        <>
          {isGone && (
            <Notice>
              <Trans>This list has expired: lists are kept for a day. Choose the file again.</Trans>
            </Notice>
          )}
          <ChooseStep interviewId={interviewId} />
        </>
      ) : error === null ? (
        <Skeleton label={t`Loading the list`} onRetry={() => void refetch()} />
      ) : (
        <ErrorBox
          error={asApiError(error)}
          what={t`The list could not be loaded.`}
          safe={t`No one was added.`}
          onRetry={() => void refetch()}
        />
      )}
    </Page>
  );
}

function Steps({ list, isMapped }: { list: List; isMapped: boolean }) {
  const navigate = route.useNavigate();
  const { put } = useList(list.id);
  const go = (search: Importing) => void navigate({ search, replace: true });
  if (list.isDone) return <DoneStep list={list} />;
  if (isMapped)
    return (
      <CheckStep
        list={list}
        onChange={put}
        onBack={() => {
          go({ list: list.id });
        }}
      />
    );
  return (
    <MapStep
      list={list}
      onMapped={(next) => {
        put(next);
        go({ list: next.id, mapped: true });
      }}
      onBack={() => {
        go({});
      }}
    />
  );
}

/**
 * The element with the focus disappears with its step, so the page's heading takes the focus and the new step is
 * announced.
 */
function useStepFocus(step: number, words: string) {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    document.querySelector("h1")?.focus();
    announce(words);
  }, [step, words]);
}

function ChooseStep({ interviewId }: { interviewId: string }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { put } = useList(undefined);
  const read = useChange(
    (file: File) =>
      take(
        api.POST("/interviews/{id}/imports", {
          params: { path: { id: interviewId }, query: { fileName: file.name } },
          body: file as never,
          bodySerializer: (body: unknown) => body as File,
          headers: FILE,
        }),
      ),
    ({ data }) => {
      put(data);
      void navigate({ search: { list: data.id }, replace: true });
    },
  );
  return (
    <div className="grid gap-4">
      {read.error !== null && (
        <ErrorBox error={read.error} what={t`The file could not be read.`} safe={t`No one was added.`} />
      )}
      {read.isBusy ? (
        <Skeleton label={t`Reading the file`} rows={4} />
      ) : (
        <FileDrop
          label={<Trans>Drop a CSV or XLSX file here</Trans>}
          hint={<Trans>At most 10 MB and 5,000 rows. One person per row.</Trans>}
          accept=".csv,.xlsx,.txt"
          onFiles={([file]) => {
            if (file !== undefined) read.run(file);
          }}
        />
      )}
      <a
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(SAMPLE)}`}
        download="candidates.csv"
        className="justify-self-start underline underline-offset-3 hover:text-petrol-ink"
      >
        <Trans>Download a sample</Trans>
      </a>
    </div>
  );
}
