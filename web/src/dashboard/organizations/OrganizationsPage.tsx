import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { useMay, useMe } from "../me";
import { Page } from "../page/Page";
import { Claims } from "./Claims";
import { NewOrganizationForm } from "./NewOrganizationForm";
import { DeleteOrganizationDialog, LeaveDialog, RenameDialog } from "./OrganizationDialogs";

type What = "rename" | "leave" | "delete";

/**
 * The current organization, which can be renamed, left or deleted; a form for another one; and those of the command
 * line.
 */
export default function OrganizationsPage() {
  const { t } = useLingui();
  const { organization } = useMe();
  const isOwner = useMay("OWNER");
  const [what, setWhat] = useState<What | null>(null);
  const close = () => {
    setWhat(null);
  };
  const { name, isSample } = organization;
  return (
    <Page heading={t`Organizations`}>
      <section aria-labelledby="own" className="grid gap-3 border-t-2 border-ink pt-4">
        <h2 id="own" className="text-lead font-[650]">
          {name}
        </h2>
        <div className="flex flex-wrap gap-2">
          {isOwner && (
            <Action
              onClick={() => {
                setWhat("rename");
              }}
            >
              <Trans>Rename</Trans>
            </Action>
          )}
          <Action
            onClick={() => {
              setWhat("leave");
            }}
          >
            <Trans>Leave {name}</Trans>
          </Action>
        </div>
      </section>
      <section aria-labelledby="another" className="grid gap-3 border-t-2 border-ink pt-4">
        <h2 id="another" className="text-lead font-[650]">
          <Trans>Create another organization</Trans>
        </h2>
        <p className="max-w-(--measure) text-ink-2">
          <Trans>
            A new organization shares nothing with this one. It has its own interviews, candidates, team and keys.
          </Trans>
        </p>
        <NewOrganizationForm />
      </section>
      <Claims />
      {isOwner && (
        <section aria-labelledby="delete" className="grid justify-items-start gap-3 border-t-2 border-ink pt-4">
          <h2 id="delete" className="text-lead font-[650]">
            {isSample ? <Trans>Remove the sample</Trans> : <Trans>Delete {name}</Trans>}
          </h2>
          <p className="max-w-(--measure)">
            <Trans>Everything in this organization will be deleted permanently, for all its members.</Trans>
          </p>
          <Action
            look="danger"
            onClick={() => {
              setWhat("delete");
            }}
          >
            {isSample ? <Trans>Remove the sample</Trans> : <Trans>Delete {name}</Trans>}
          </Action>
        </section>
      )}
      {what === "rename" && <RenameDialog onClose={close} />}
      {what === "leave" && <LeaveDialog onClose={close} />}
      {what === "delete" && <DeleteOrganizationDialog onClose={close} />}
    </Page>
  );
}
