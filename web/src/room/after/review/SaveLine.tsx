import { Trans, useLingui } from "@lingui/react/macro";
import { Check, TriangleAlert } from "lucide-react";

import { Button } from "../../../ui/Button";
import { Gap } from "../../../ui/language/Gap";
import { timeOfDay } from "../../conversation/format";
import { WhatFailed } from "../../page/ErrorBox";
import { isFinal, type Saved } from "./useSaved";

/** The state of a change, in words. */
export function SaveLine({ saved }: { saved: Pick<Saved<unknown>, "state" | "savedAt" | "error" | "flush"> }) {
  const { i18n } = useLingui();
  const { state, savedAt, error, flush } = saved;
  if (state === "idle") return null;
  if (state === "failed") {
    const isRefused = error !== null && isFinal(error);
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex items-start gap-1.5 text-label font-[650] text-danger-ink">
          <TriangleAlert aria-hidden="true" />
          <span>
            {isRefused ? <Trans>Not saved.</Trans> : <Trans>Not saved yet. Your change is kept in this browser.</Trans>}
            <Gap />
            {error !== null && <WhatFailed error={error} />}
          </span>
        </p>
        {!isRefused && (
          <Button onClick={flush}>
            <Trans>Try again</Trans>
          </Button>
        )}
      </div>
    );
  }
  const time = savedAt === null ? "" : timeOfDay(savedAt, i18n.locale);
  return (
    <p className={`flex items-center gap-1.5 text-label ${state === "saved" ? "text-good-ink" : "text-ink-3"}`}>
      {state === "saved" ? (
        <>
          <Check aria-hidden="true" />
          <Trans>Saved {time}</Trans>
        </>
      ) : (
        <Trans>Saving…</Trans>
      )}
    </p>
  );
}
