import { Trans } from "@lingui/react/macro";
import type { ComponentProps } from "react";

/** A link to sign in with the identity provider. */
export function SingleSignOn({ name, invitation, next }: { name: string; invitation?: string; next?: string }) {
  const asked = new URLSearchParams({ ...(invitation && { invitation }), ...(next && { next }) }).toString();
  return (
    <ProviderLink href={`/sso/start${asked && `?${asked}`}`}>
      <Trans>Sign in with {name}</Trans>
    </ProviderLink>
  );
}

/** A link to the identity provider. The server handles its address, not the pages. */
export function ProviderLink({ children, ...rest }: ComponentProps<"a">) {
  return (
    <a
      {...rest}
      className="dense inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-4 font-[650] hover:bg-sunken"
    >
      {children}
    </a>
  );
}
