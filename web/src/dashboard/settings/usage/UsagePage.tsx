import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { key } from "../../data/keys";
import { Loaded } from "../../page/Loaded";
import { SettingsPage } from "../SettingsPage";
import { Meter } from "./Meter";
import { MonthTable } from "./MonthTable";
import { PlanChoice } from "./PlanChoice";

/** The size of a gigabyte in plans. */
const GIGABYTE = 2 ** 30;

type Usage = components["schemas"]["UsageOut"];

/** This month's usage of the plan, what counts toward it, and earlier months. */
export default function UsagePage() {
  const { t } = useLingui();
  const usage = useQuery({
    queryKey: key("usage"),
    queryFn: ({ signal }) => take(api.GET("/usage", { signal })),
  });
  const months = useQuery({
    queryKey: key("usage", "months"),
    queryFn: ({ signal }) => take(api.GET("/usage/months", { signal })),
  });
  const errorOf = (error: unknown) => (error === null ? null : asApiError(error));
  return (
    <SettingsPage heading={t`Usage and plan`}>
      <Loaded value={usage.data?.data ?? null} error={errorOf(usage.error)} onRetry={() => void usage.refetch()}>
        {(found) => (
          <>
            <Meters usage={found} />
            <PlanChoice plan={found.plan} />
          </>
        )}
      </Loaded>
      <section aria-labelledby="months" className="grid gap-3">
        <h2 id="months" className="text-lead font-[650]">
          <Trans>Month by month</Trans>
        </h2>
        <Loaded value={months.data?.data ?? null} error={errorOf(months.error)} onRetry={() => void months.refetch()}>
          {(found) => <MonthTable months={found} />}
        </Loaded>
        <p className="max-w-(--measure) text-label text-ink-2">
          <Trans>
            Hours are the time candidates spent in the room, counted in the month the session ended (UTC). Tokens are
            counted as reported by the model; the guided interviewer uses none. Erased sessions still count toward the
            month, but not toward any project.
          </Trans>
        </p>
      </section>
    </SettingsPage>
  );
}

function Meters({ usage }: { usage: Usage }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`This month`} className="grid gap-x-8 gap-y-5 border-t-2 border-ink pt-4 wide:grid-cols-2">
      <Meter
        label={t`Active interviews`}
        {...usage.templates}
        effect={t`To add another interview, close one or change the plan.`}
      />
      <Meter
        label={t`Session hours this month`}
        {...usage.session_hours}
        effect={t`No new sessions can start this month.`}
      />
      <Meter
        label={t`AI tokens this month`}
        {...usage.ai_tokens}
        effect={t`The guided interviewer takes over for the rest of the month.`}
      />
      <Meter label={t`Seats`} {...usage.seats} effect={t`To add someone, remove a member or change the plan.`} />
      <Meter
        label={t`Recordings, drawings and texts`}
        used={usage.recording_bytes.used / GIGABYTE}
        limit={usage.recording_bytes.limit === null ? null : usage.recording_bytes.limit / GIGABYTE}
        effect={t`Recording stops until recordings are deleted. Interviews continue.`}
        unit="gigabyte"
      />
    </section>
  );
}
