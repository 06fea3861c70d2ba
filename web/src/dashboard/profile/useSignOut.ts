import { useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";

import { signOut } from "../../api/account";
import { announce } from "../../ui/Announcer";
import { clearUndoBar } from "../../ui/overlay/UndoBar";
import { forgetAllUnsaved } from "../autosave/unsaved";
import { useSingleMutation } from "../data/useSingleMutation";
import { mayLeave } from "../form/leaving";

/** Signs out of this browser once the page may be left, and clears everything that was loaded. */
export function useSignOut(): () => void {
  const router = useRouter();
  const { t } = useLingui();
  const leaving = useSingleMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      clearUndoBar();
      forgetAllUnsaved();
      await router.navigate({ to: "/sign-in", ignoreBlocker: true });
      router.options.context.queryClient.clear();
    },
    onError: () => {
      announce(t`You’re still signed in. Try again.`, true);
    },
  });
  return () =>
    void mayLeave().then((canLeave) => {
      if (canLeave) leaving.mutate();
    });
}
