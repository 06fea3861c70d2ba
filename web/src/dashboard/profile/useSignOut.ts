import { useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { signOut } from "../../api/account";
import { announce } from "../../ui/Announcer";

/** Signs out of this browser, and clears everything that was loaded. */
export function useSignOut(): () => void {
  const router = useRouter();
  const { t } = useLingui();
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await router.navigate({ to: "/sign-in" });
      router.options.context.queryClient.clear();
    },
    onError: () => {
      announce(t`You’re still signed in. Try again.`, true);
    },
  });
  return leaving.mutate;
}
