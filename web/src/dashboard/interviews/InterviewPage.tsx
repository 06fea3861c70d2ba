import { Trans, useLingui } from "@lingui/react/macro";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";

import { NotFound } from "../page/NotFound";
import { type Crumb, Page } from "../page/Page";
import { useInterview } from "./interview";
import { InterviewStatus } from "./InterviewStatus";

type Place = "build" | "candidates" | "sessions" | "insights";

interface InterviewPageProps {
  interviewId: string;
  here: Place;
  /** The first part of the window's title: a state or a count. */
  state?: string | undefined;
  meta?: ReactNode;
  actions?: ReactNode;
  /** The control next to the title that renames the interview. */
  beside?: ReactNode;
  isHeadingHidden?: boolean;
  children: ReactNode;
}

/** The shared header of an interview's pages: its title, its status, and links to the other pages. */
export function InterviewPage({ interviewId, here, state, meta, children, ...rest }: InterviewPageProps) {
  const { t } = useLingui();
  const { data, error } = useInterview(interviewId);
  const names = usePlaceNames();
  if (error?.status === 404) return <NotFound />;
  return (
    <Page
      heading={data?.title ?? t`Interview`}
      place={names[here]}
      {...(state !== undefined && { state })}
      crumbs={[{ label: t`Interviews`, to: "/interviews" }]}
      meta={
        <>
          {data !== undefined && <InterviewStatus interview={data} />}
          {meta}
        </>
      }
      nav={<Places interviewId={interviewId} />}
      {...rest}
    >
      {children}
    </Page>
  );
}

interface InterviewSubpageProps extends Pick<InterviewPageProps, "interviewId" | "state" | "meta" | "children"> {
  heading: string;
}

/** A page below an interview's main pages, with links back. */
export function InterviewSubpage({ interviewId, heading, state, ...rest }: InterviewSubpageProps) {
  const { error } = useInterview(interviewId);
  const crumbs = useInterviewCrumbs(interviewId);
  if (error?.status === 404) return <NotFound />;
  return <Page heading={heading} crumbs={crumbs} {...(state !== undefined && { state })} {...rest} />;
}

/** The breadcrumbs of a page below an interview's main pages. */
export function useInterviewCrumbs(interviewId: string): readonly Crumb[] {
  const { t } = useLingui();
  const { data } = useInterview(interviewId);
  return [
    { label: t`Interviews`, to: "/interviews" },
    { label: data?.title ?? t`Interview`, to: "/interviews/$interviewId/build", params: { interviewId } },
  ];
}

function usePlaceNames(): Record<Place, string> {
  const { t } = useLingui();
  return {
    build: t`Build`,
    candidates: t`Candidates`,
    sessions: t`Sessions`,
    insights: t`Insights`,
  };
}

/** Links to the pages in the order of the work on an interview. The router marks the open one. */
function Places({ interviewId }: { interviewId: string }) {
  const { t } = useLingui();
  const params = { interviewId };
  return (
    <nav aria-label={t`Pages of this interview`} className="-mx-2 flex flex-wrap gap-1 border-b border-line pb-2">
      <PlaceLink to="/interviews/$interviewId/build" params={params}>
        <Trans>Build</Trans>
      </PlaceLink>
      <PlaceLink to="/interviews/$interviewId/candidates" params={params}>
        <Trans>Candidates</Trans>
      </PlaceLink>
      <PlaceLink to="/interviews/$interviewId/sessions" params={params}>
        <Trans>Sessions</Trans>
      </PlaceLink>
      <PlaceLink to="/interviews/$id/insights" params={{ id: interviewId }}>
        <Trans>Insights</Trans>
      </PlaceLink>
    </nav>
  );
}

function PlainPlace({ className = "", children, ...rest }: ComponentProps<"a">) {
  return (
    <a
      {...rest}
      className={`dense inline-flex items-center rounded-control px-2.5 text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-petrol-soft aria-[current=page]:font-[650] aria-[current=page]:text-petrol-ink ${className}`}
    >
      {children}
    </a>
  );
}

const PlaceLink = createLink(PlainPlace);
