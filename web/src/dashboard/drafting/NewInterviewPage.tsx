import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useRouter } from "@tanstack/react-router";

import { ActionLink } from "../../ui/controls/Action";
import { EmptyState } from "../../ui/table/EmptyState";
import { key } from "../data/keys";
import { useMay } from "../me";
import { Page } from "../page/Page";
import { BeginCards } from "./BeginCards";
import { GenerateCard } from "./GenerateCard";

/** The page that creates an interview: drafted from an idea, from a template, or empty. */
export default function NewInterviewPage() {
  const { t, i18n } = useLingui();
  const canChange = useMay("MEMBER");
  const client = useQueryClient();
  const router = useRouter();
  const goal = useLocation({ select: ({ state }) => state.goal ?? "" });
  return (
    <Page
      heading={t`New interview`}
      crumbs={[{ label: t`Interviews`, to: "/interviews" }]}
      meta={
        canChange && <Trans>Describe what you want to learn. Each question is yours to accept, edit or drop.</Trans>
      }
    >
      {canChange ? (
        <>
          <GenerateCard
            goal={goal}
            language={i18n.locale}
            onCreated={(id) => {
              void client.invalidateQueries({ queryKey: key("interviews") });
              router.history.push(`/interviews/${id}/build`, undefined, { ignoreBlocker: true });
            }}
          />
          <BeginCards />
        </>
      ) : (
        <EmptyState
          actions={
            <ActionLink to="/interviews">
              <Trans>Go to your interviews</Trans>
            </ActionLink>
          }
        >
          <Trans>You can view interviews, but not create them. Ask an owner or admin for another role.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}
