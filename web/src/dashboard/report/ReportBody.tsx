import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useMemo, useState } from "react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { PlaybackContext } from "../playback/playback";
import { Recording } from "../playback/Recording";
import { usePlayback, useRecordings } from "../playback/usePlayback";
import { OpenedContext, useOpenedParts } from "./opened";
import { BroadReport, NarrowReport, PrintedReport } from "./ReportLayouts";
import type { TabId } from "./routes";
import { ChosenContext, chosenMessage } from "./transcript/chosen";
import { clockOf } from "./transcript/quotes";
import { useWayBack } from "./transcript/useWayBack";
import { useAnchor } from "./useAnchor";
import { useIsBroad } from "./useIsBroad";
import { useIsPrinted } from "./useIsPrinted";
import type { Session } from "./useReport";
import { type ReportParts, useReportParts } from "./useReportParts";

const route = getRouteApi("/frame/sessions/$sessionId");

/**
 * The parts that matter least at first sight. They are rendered after the rest and in slices: all at once would block a
 * phone for a second.
 */
const LATER = { timeline: null, judgement: null, people: null, transcript: null, integrity: null, details: null };

/** The parts of a report: side by side if there is room, otherwise as tabs; in print, one after the other. */
export function ReportBody({ session }: { session: Session }) {
  const { t } = useLingui();
  const isBroad = useIsBroad();
  const isPrinted = useIsPrinted();
  const whole = useReportParts(session);
  const isWhole = useDeferredValue(true, false) || isPrinted;
  const parts: ReportParts = isWhole ? whole : { ...whole, ...LATER };
  const { tab = "report", quote } = route.useSearch();
  const navigate = route.useNavigate();
  const [id, setId] = useState(() => session.evidence.find((item) => item.quote === quote)?.id ?? null);
  useAnchor();
  const recordings = useRecordings(session.id);
  const playback = usePlayback(session, recordings.data);
  const opened = useOpenedParts();
  // The page keeps its scroll position. The chosen part is scrolled into view.
  const go = useCallback((next: TabId) => void navigate({ search: { tab: next }, resetScroll: false }), [navigate]);
  const { leave, back } = useWayBack(tab, go);
  const chosen = useMemo(() => {
    const choose = (next: string | null) => {
      setId(next);
      const message = chosenMessage(session, next);
      const moment = message === undefined ? "" : clockOf(message.timestamp, session.startedAt);
      const isQuote = session.evidence.some((item) => item.id === next);
      const place = message !== undefined && isQuote ? playback.find(message) : null;
      if (place !== null) playback.play(place);
      announce(place === null ? t`Shown in the transcript at ${moment}` : t`Playing from ${moment}`);
      if (!isBroad && next !== null) leave(next);
    };
    return { id, choose, show: setId, back: isBroad ? null : back, startedAt: session.startedAt };
  }, [id, session, playback, isBroad, leave, back, t]);
  const recording = (
    <Recording
      playback={playback}
      error={recordings.error === null ? null : asApiError(recordings.error)}
      onRetry={() => void recordings.refetch()}
    />
  );
  return (
    <ChosenContext value={chosen}>
      <PlaybackContext value={playback}>
        <OpenedContext value={opened}>
          {isPrinted ? (
            <PrintedReport parts={parts} />
          ) : isBroad ? (
            <BroadReport parts={parts} recording={recording} />
          ) : (
            <NarrowReport
              parts={parts}
              recording={recording}
              tab={tab}
              onTab={(next) => void navigate({ search: { tab: next } })}
            />
          )}
        </OpenedContext>
      </PlaybackContext>
    </ChosenContext>
  );
}
