import { Trans, useLingui } from "@lingui/react/macro";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";

import { NotFound } from "../parts/NotFound";
import { type Crumb, Page } from "../parts/Page";
import { useInterview } from "./interview";
import { InterviewStatus } from "./InterviewStatus";

type Place = "build" | "rehearse" | "share" | "candidates" | "sessions" | "insights" | "versions";

interface InterviewPageProps {
  interviewId: string;
  here: Place;
  /** What stands first in the window's title: a state or a count. */
  state?: string | undefined;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The one head of all pages of an interview: its title and status, and the way to the others. */
export function InterviewPage({ interviewId, here, state, meta, actions, children }: InterviewPageProps) {
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
      actions={actions}
      nav={<Places interviewId={interviewId} />}
    >
      {children}
    </Page>
  );
}

/** The way back from a page below one of an interview's own. */
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
    rehearse: t`Rehearse`,
    share: t`Share`,
    candidates: t`Candidates`,
    sessions: t`Sessions`,
    insights: t`Insights`,
    versions: t`Versions`,
  };
}

/** In the order in which an interview goes; the page that is open is marked by the router. */
function Places({ interviewId }: { interviewId: string }) {
  const { t } = useLingui();
  const params = { interviewId };
  return (
    <nav aria-label={t`Pages of this interview`} className="-mx-2 flex flex-wrap gap-1 border-b border-line pb-2">
      <PlaceLink to="/interviews/$interviewId/build" params={params}>
        <Trans>Build</Trans>
      </PlaceLink>
      <PlaceLink to="/interviews/$interviewId/rehearse" params={params}>
        <Trans>Rehearse</Trans>
      </PlaceLink>
      <PlaceLink to="/interviews/$interviewId/share" params={params}>
        <Trans>Share</Trans>
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
      <PlaceLink to="/interviews/$interviewId/versions" params={params}>
        <Trans>Versions</Trans>
      </PlaceLink>
    </nav>
  );
}

function PlainPlace({ className = "", ...rest }: ComponentProps<"a">) {
  return (
    <a
      {...rest}
      className={`dense inline-flex items-center rounded-control px-2.5 text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-petrol-soft aria-[current=page]:font-[650] aria-[current=page]:text-petrol-ink ${className}`}
    />
  );
}

const PlaceLink = createLink(PlainPlace);
