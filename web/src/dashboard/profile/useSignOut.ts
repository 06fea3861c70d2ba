import { useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";

import { signOut } from "../../api/account";
import { announce } from "../../ui/Announcer";
import { clearUndoBar } from "../../ui/overlay/UndoBar";
import { useSingleMutation } from "../data/useSingleMutation";

/** Signs out of this browser, and clears everything that was loaded. */
export function useSignOut(): () => void {
  const router = useRouter();
  const { t } = useLingui();
  const leaving = useSingleMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      clearUndoBar();
      await router.navigate({ to: "/sign-in" });
      router.options.context.queryClient.clear();
    },
    onError: () => {
      announce(t`You’re still signed in. Try again.`, true);
    },
  });
  return leaving.mutate;
}
