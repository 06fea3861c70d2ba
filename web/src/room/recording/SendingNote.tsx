import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";

import { announce } from "../../ui/Announcer";
import { Notice } from "../../ui/Notice";
import type { Recording } from "./capture/recording";

/** The least number of bytes to show, so that it never says 0 while something is being sent. */
const SMALLEST = 100_000;

const hold = (event: Event) => {
  event.preventDefault();
};

/**
 * After the end, shows how much of the recording is still to be sent. Meanwhile, the browser asks before the page is
 * closed.
 */
export default function SendingNote({ recording }: { recording: Recording }) {
  const { t, i18n } = useLingui();
  const { unsent, unsentAtEnd, isOver, ...view } = useSyncExternalStore(recording.subscribe, recording.look);
  const { isWhole } = view;
  const isSending = isOver && view.isSending === true;
  useEffect(() => {
    if (!isSending) return;
    window.addEventListener("beforeunload", hold);
    return () => {
      window.removeEventListener("beforeunload", hold);
    };
  }, [isSending]);
  const wasSending = useRef(false);
  useEffect(() => {
    // Announces the end only when sending is finished: people who leave the page haven't sent everything.
    if (isSending) announce(t`Sending your recording. Keep this page open.`);
    else if (wasSending.current)
      announce(isWhole ? t`Your recording has been sent.` : t`Not all of your recording could be sent.`);
    wasSending.current = isSending;
  }, [isSending, isWhole, t]);
  if (!isSending) return isOver && view.isSending === false && <Sent isWhole={isWhole} />;
  const most = Math.max(unsent, unsentAtEnd, 1);
  const left = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(
    Math.max(unsent, SMALLEST) / 1_000_000,
  );
  return (
    <Notice ground="warning" className="grid gap-2">
      <p className="font-[650]">
        <Trans>Sending your recording… Keep this page open.</Trans>
      </p>
      <progress aria-label={t`Sending your recording`} value={most - unsent} max={most} className="w-full" />
      <p className="text-label">
        <Trans>{left} MB of your recording left to send. Your answers are already saved.</Trans>
      </p>
    </Notice>
  );
}

function Sent({ isWhole }: { isWhole: boolean }) {
  return isWhole ? (
    <p className="flex items-center gap-2 font-[650] text-good-ink">
      <Check aria-hidden="true" />
      <Trans>Your recording has been sent.</Trans>
    </p>
  ) : (
    <p>
      <Trans>Not all of your recording could be sent. Your answers are saved.</Trans>
    </p>
  );
}
