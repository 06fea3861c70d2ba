import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, take } from "../../../api/client";
import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { Select } from "../../../ui/controls/Select";
import { ErrorBox } from "../../../ui/ErrorBox";
import { ConfirmDialog } from "../../../ui/overlay/Modal";
import { key } from "../../data/keys";
import { useSingleMutation } from "../../data/useSingleMutation";
import { useMay } from "../../me";

/** The current plan. Owners can choose another one of this deployment's plans. */
export function PlanChoice({ plan }: { plan: string }) {
  const { t } = useLingui();
  const isOwner = useMay("OWNER");
  const plans = useQuery({
    queryKey: key("usage", "plans"),
    queryFn: ({ signal }) => take(api.GET("/usage/plans", { signal })),
    enabled: isOwner,
  });
  const names = plans.data?.data.map(({ name }) => name) ?? [plan];
  const [wanted, setWanted] = useState(plan);
  const [isAsking, setAsking] = useState(false);
  return (
    <section aria-labelledby="plan" className="grid max-w-[44rem] justify-items-start gap-3">
      <h2 id="plan" className="text-lead font-[650]">
        <Trans>Plan: {plan}</Trans>
      </h2>
      {plans.error !== null && <ErrorBox error={asApiError(plans.error)} onRetry={() => void plans.refetch()} />}
      {isOwner && names.length > 1 && (
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label={t`Choose a plan`}
            choices={names.map((name) => ({ id: name, name: name === plan ? t`${name} (current)` : name }))}
            chosen={wanted}
            onChoose={setWanted}
          />
          <Action
            isOff={wanted === plan}
            onClick={() => {
              if (wanted !== plan) setAsking(true);
            }}
          >
            <Trans>Change the plan</Trans>
          </Action>
        </div>
      )}
      {isAsking && (
        <ChangePlan
          from={plan}
          to={wanted}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </section>
  );
}

function ChangePlan({ from, to, onClose }: { from: string; to: string; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const changing = useSingleMutation({
    mutationFn: () => take(api.PATCH("/usage/plans", { body: { plan: to } })),
    onSuccess: async () => {
      announce(t`Plan changed`);
      onClose();
      await client.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      title={t`Change from ${from} to ${to}?`}
      confirm={t`Change the plan`}
      isBusy={changing.isPending}
      error={changing.error === null ? null : asApiError(changing.error)}
      onConfirm={() => {
        changing.mutate();
      }}
      onClose={onClose}
    >
      <p>
        <Trans>The new plan’s limits apply immediately. Running interviews continue, and nothing is erased.</Trans>
      </p>
    </ConfirmDialog>
  );
}
