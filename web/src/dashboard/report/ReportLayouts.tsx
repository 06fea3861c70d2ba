import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useRef } from "react";

import { Tabs } from "../../ui/controls/Tabs";
import { Rail } from "./Rail";
import type { TabId } from "./routes";
import type { ReportParts } from "./useReportParts";

interface LayoutProps {
  parts: ReportParts;
  recording: ReactNode;
}

/** The overview on top, over the whole width; then the sections with the transcript next to them. */
export function BroadReport({ parts, recording }: LayoutProps) {
  const { t } = useLingui();
  const page = useRef<HTMLDivElement>(null);
  return (
    <div ref={page} className="grid gap-6">
      {parts.error}
      {parts.notices}
      <Top parts={parts} />
      {parts.timeline}
      <Rail page={page} />
      <div className="grid grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] items-start gap-8">
        <div className="grid gap-8">
          {parts.judgement}
          {parts.integrity}
        </div>
        <section
          aria-label={t`Recording and transcript`}
          className="sticky top-14 flex max-h-[calc(100dvh-4.5rem)] flex-col gap-4"
        >
          {recording}
          {parts.transcript}
        </section>
      </div>
      <div className="grid grid-cols-2 items-start gap-8">
        {parts.people}
        {parts.details}
      </div>
    </div>
  );
}

function Top({ parts: { summary, glance } }: { parts: ReportParts }) {
  if (summary === false && glance === false) return null;
  return (
    <div
      className={`grid items-start gap-8 ${summary === false || glance === false ? "" : "broad:grid-cols-2 print:grid-cols-1"}`}
    >
      {summary}
      {glance}
    </div>
  );
}

interface NarrowReportProps extends LayoutProps {
  tab: TabId;
  onTab: (tab: TabId) => void;
}

/** One part at a time. */
export function NarrowReport({ parts, recording, tab, onTab }: NarrowReportProps) {
  const { t } = useLingui();
  return (
    <>
      {parts.error}
      {parts.notices}
      {recording}
      <Tabs<TabId>
        label={t`Parts of the report`}
        tabs={[
          {
            id: "report",
            title: t`Report`,
            content: (
              <div className="grid gap-8">
                <Top parts={parts} />
                {parts.timeline}
                {parts.judgement}
                {parts.people}
              </div>
            ),
          },
          { id: "transcript", title: t`Transcript`, content: parts.transcript },
          { id: "integrity", title: t`Problems`, content: parts.integrity },
          { id: "details", title: t`Details`, content: parts.details },
        ]}
        chosen={tab}
        onChoose={onTab}
      />
    </>
  );
}

/** Everything, in one column. */
export function PrintedReport({ parts }: Pick<LayoutProps, "parts">) {
  return (
    <div className="grid gap-8">
      {parts.error}
      {parts.notices}
      <Top parts={parts} />
      {parts.timeline}
      {parts.judgement}
      {parts.people}
      {parts.integrity}
      {parts.details}
      {parts.transcript}
    </div>
  );
}
