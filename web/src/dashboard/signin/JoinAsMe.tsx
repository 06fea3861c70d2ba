import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";

import { joinAsMe, signOut } from "../../api/account";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { landOnHeading } from "../../ui/hooks/landOnHeading";
import { clearUndoBar } from "../../ui/overlay/UndoBar";
import { forgetAllUnsaved } from "../autosave/unsaved";
import { useSingleMutation } from "../data/useSingleMutation";
import { FormTop } from "../form/FormTop";
import { useFormRequest } from "../form/useFormRequest";
import { useEnter } from "./useEnter";

/** Accepts an invitation with the account that is signed in, or signs out so that another one can. */
export function JoinAsMe({ code, name, email }: { code: string; name: string; email: string | null }) {
  const { t } = useLingui();
  const enter = useEnter();
  const { submit, problems, failure, isBusy } = useFormRequest(joinAsMe, [], (me) => enter(me));
  const client = useQueryClient();
  const leaving = useSingleMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      clearUndoBar();
      forgetAllUnsaved();
      await client.resetQueries();
      landOnHeading();
    },
    onError: () => {
      announce(t`You’re still signed in. Try again.`, true);
    },
  });
  const leave = () => {
    leaving.mutate();
  };
  return (
    <div className="grid gap-4">
      <FormTop problems={problems} failure={failure} safe={t`You’re still signed in, and nothing was changed.`} />
      <p>
        <Trans>
          You’re signed in as {name}, {email}.
        </Trans>
      </p>
      <Action
        isPrimary
        isOff={isBusy}
        onClick={() => {
          submit(code, {});
        }}
      >
        {isBusy ? <Trans>Joining</Trans> : <Trans>Join as {name}</Trans>}
      </Action>
      <Action look="quiet" isOff={leaving.isPending} onClick={leave}>
        <Trans>Use another account</Trans>
      </Action>
    </div>
  );
}
