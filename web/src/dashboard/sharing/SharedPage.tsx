import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";

import { api, take } from "../../api/client";
import { asApiError } from "../../api/error";
import type { components } from "../../api/schema";
import { SkipLink } from "../../ui/SkipLink";
import { Logo } from "../frame/Logo";
import { ErrorBox } from "../parts/ErrorBox";
import { Heading } from "../parts/Page";
import { Skeleton } from "../parts/Skeleton";
import { When } from "../parts/When";
import { Levels } from "../report/Levels";
import { PreliminaryWord } from "../sessions/StateWords";
import { Quotes } from "./Quotes";

type Shared = components["schemas"]["SharedReport"];
type Passage = components["schemas"]["PassageOut"];

const route = getRouteApi("/shared/$token");

/** A report by a shared link, for somebody without an account. */
export default function SharedPage() {
  const { t } = useLingui();
  const { token } = route.useParams();
  // Asked once: each time is noted as a view.
  const query = useQuery({
    queryKey: ["shared", token],
    queryFn: async ({ signal }) =>
      (await take(api.GET("/shared/{id}", { params: { path: { id: token } }, signal }))).data,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const error = query.error === null ? null : asApiError(query.error);
  const heading = query.data?.participantName ?? (error?.status === 404 ? t`This link doesn’t work` : t`Shared report`);
  return (
    <div className="mx-auto grid w-full max-w-[48rem] content-start gap-8 px-4 pt-6 pb-16">
      <title>{`${heading} · Aural`}</title>
      <meta name="robots" content="noindex, nofollow" />
      <SkipLink />
      <header>
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className="grid gap-6">
        <Heading>{heading}</Heading>
        {query.data !== undefined && <Report shared={query.data} />}
        {query.data === undefined && error === null && (
          <Skeleton label={t`Loading the report`} rows={4} height="h-24" />
        )}
        {error !== null &&
          (error.status === 404 ? (
            <p className="text-read">
              <Trans>It may have expired or been revoked. Ask the person who gave it to you for a new one.</Trans>
            </p>
          ) : (
            <ErrorBox error={error} what={t`The report could not be loaded.`} onRetry={() => void query.refetch()} />
          ))}
      </main>
    </div>
  );
}

function Report({ shared }: { shared: Shared }) {
  const { t } = useLingui();
  const { title, organizationName, finishedAt, expiresAt, summary, criteria, findings, themes, transcript } = shared;
  return (
    <>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-2">
        <span>{title}</span>
        <span>{organizationName}</span>
        {finishedAt !== null && <When at={finishedAt} />}
        <PreliminaryWord isPreliminary={shared.preliminary} />
        <span>
          <Trans>
            This link ends on <When at={expiresAt} isDay />
          </Trans>
        </span>
      </p>
      <p className="rounded-control border-s-4 border-petrol bg-petrol-soft px-4 py-3 text-petrol-ink">
        <Trans>An AI interviewed this person and wrote this. Every claim rests on a quote; a person decides.</Trans>
      </p>
      {summary !== null && (
        <Section heading={t`Summary`}>
          <Claims claims={[summary]} />
        </Section>
      )}
      {criteria !== null && (
        <Section heading={t`Criteria`}>
          {criteria.map(({ name, level, ratings, quotes }) => (
            <div key={name} className="grid gap-2">
              <h3 className="text-read font-[650]">{name}</h3>
              <Levels level={level} ratings={ratings} />
              <Quotes quotes={quotes} />
            </div>
          ))}
        </Section>
      )}
      {criteria === null && shared.parts.includes("criteria") && (
        <Section heading={t`Criteria`}>
          <Trans>Not scored.</Trans>
        </Section>
      )}
      {findings !== null && findings.length > 0 && (
        <Section heading={t`Findings`}>
          <Claims claims={findings} />
        </Section>
      )}
      {themes !== null && themes.length > 0 && (
        <Section heading={t`Themes`}>
          <Claims claims={themes} />
        </Section>
      )}
      {transcript !== null && <Transcript turns={transcript} name={shared.participantName} />}
    </>
  );
}

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-4 border-t-2 border-ink pt-4">
      <h2 id={id} className="text-lead font-[650]">
        {heading}
      </h2>
      {children}
    </section>
  );
}

function Claims({ claims }: { claims: readonly Passage[] }) {
  return claims.map(({ text, quotes }) => (
    <div key={text} className="grid gap-2">
      <p dir="auto" className="text-read">
        {text}
      </p>
      <Quotes quotes={quotes} />
    </div>
  ));
}

function Transcript({ turns, name }: { turns: NonNullable<Shared["transcript"]>; name: string | null }) {
  const { t } = useLingui();
  return (
    <Section heading={t`Transcript`}>
      <ol className="grid gap-4">
        {turns.map(({ speaker, text, made, seconds }, at) => (
          <li key={at} className="grid gap-1">
            <span className="flex gap-3 text-label text-ink-2">
              <span className="font-mono">
                {`${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`}
              </span>
              {speaker === "candidate" ? (name ?? t`The candidate`) : t`The interviewer`}
            </span>
            <p
              dir="auto"
              className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${speaker === "candidate" ? "font-voice text-read" : ""}`}
            >
              {text}
            </p>
            {made !== null && (
              <pre className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-label" tabIndex={0}>
                {made}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
