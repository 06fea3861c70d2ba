import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { api, take } from "../../api/client";
import { announce } from "../../ui/Announcer";
import { useInterviewCrumbs } from "../interviews/InterviewPage";
import { useMay } from "../me";
import { ErrorBox } from "../parts/ErrorBox";
import { NoPermissionLine } from "../parts/NotFound";
import { Page } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { CheckStep } from "./CheckStep";
import { FILE, type List, useChange } from "./data";
import { DoneStep } from "./DoneStep";
import { FileDrop } from "./FileDrop";
import { MapStep } from "./MapStep";

const route = getRouteApi("/frame/interviews/$interviewId/candidates/import");
const SAMPLE = "Name,E-mail,Phone,Notes\nMina Sol,mina@example.com,+49 30 1234567,Met at the fair\n";

/** A list of people in four steps: file, columns, check, result. Nobody is invited before the last. */
export default function ImportPage() {
  const { t } = useLingui();
  const { interviewId } = route.useParams();
  const crumbs = useInterviewCrumbs(interviewId);
  const canChange = useMay("MEMBER");
  const [list, setList] = useState<List | null>(null);
  const [isMapped, setMapped] = useState(false);
  const step = list === null ? 1 : list.isDone ? 4 : isMapped ? 3 : 2;
  const names = [t`File`, t`Columns`, t`Check`, t`Result`];
  const name = names[step - 1] ?? "";
  useStepFocus(step, t`Step ${step} of 4: ${name}`);
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
      ) : list === null ? (
        <ChooseStep interviewId={interviewId} onRead={setList} />
      ) : list.isDone ? (
        <DoneStep list={list} />
      ) : isMapped ? (
        <CheckStep
          list={list}
          onChange={setList}
          onBack={() => {
            setMapped(false);
          }}
        />
      ) : (
        <MapStep
          list={list}
          onMapped={(next) => {
            setList(next);
            setMapped(true);
          }}
          onBack={() => {
            setList(null);
          }}
        />
      )}
    </Page>
  );
}

/** What had the focus goes with its step: the page's heading takes it, and the step is said. */
function useStepFocus(step: number, words: string) {
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    document.querySelector("h1")?.focus();
    announce(words);
  }, [step, words]);
}

function ChooseStep({ interviewId, onRead }: { interviewId: string; onRead: (list: List) => void }) {
  const { t } = useLingui();
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
      onRead(data);
    },
  );
  return (
    <div className="grid gap-4">
      {read.error !== null && (
        <ErrorBox error={read.error} what={t`The file could not be read.`} safe={t`Nobody was added.`} />
      )}
      {read.isBusy ? (
        <Skeleton label={t`Reading the file`} rows={4} />
      ) : (
        <FileDrop
          label={<Trans>Drop a CSV or XLSX file here</Trans>}
          hint={<Trans>At most 10 MB and 5,000 rows. One person a row.</Trans>}
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
