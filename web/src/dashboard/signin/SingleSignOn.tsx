import { Trans } from "@lingui/react/macro";

/** A link to sign in with the identity provider. The server handles that address, not the pages. */
export function SingleSignOn({ name, invitation, next }: { name: string; invitation?: string; next?: string }) {
  const asked = new URLSearchParams({ ...(invitation && { invitation }), ...(next && { next }) }).toString();
  return (
    <a
      href={`/sso/start${asked && `?${asked}`}`}
      className="dense inline-flex items-center justify-center gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-4 font-[650] hover:bg-sunken"
    >
      <Trans>Sign in with {name}</Trans>
    </a>
  );
}
