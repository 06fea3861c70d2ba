import { Trans } from "@lingui/react/macro";

import { Gap } from "../../ui/language/Gap";

export function Contact({ address }: { address: string }) {
  return (
    <p className="text-ink-2">
      <Trans>Questions?</Trans>
      <Gap />
      <MailLink address={address} />
    </p>
  );
}

export function MailLink({ address }: { address: string }) {
  return (
    <a
      href={`mailto:${address}`}
      dir="ltr"
      className="inline-flex min-h-11 items-center font-[650] text-petrol-ink underline underline-offset-4"
    >
      {address}
    </a>
  );
}
