import { Trans, useLingui } from "@lingui/react/macro";
import { ExternalLink } from "lucide-react";
import { lazy, Suspense } from "react";

import { LinkButton } from "../../../ui/Button";
import { CopyField } from "../../../ui/CopyField";

const QrCode = lazy(() => import("./QrCode"));

/** The open link of an interview: to copy, to scan, and to open. */
export function OpenTo({ link, isPrimary = false }: { link: string; isPrimary?: boolean }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-4">
      <CopyField isPrimary={isPrimary} label={t`Link for candidates`} text={link} />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <figure className="grid content-start gap-1">
          <Suspense fallback={<div className="size-32 rounded-control bg-sunken" />}>
            <QrCode text={link} label={t`QR code for the candidate link`} />
          </Suspense>
          <figcaption className="text-label text-ink-2">
            <Trans>Scan with a phone.</Trans>
          </figcaption>
        </figure>
        <LinkButton size="small" href={link} target="_blank" rel="noreferrer">
          <ExternalLink aria-hidden="true" />
          <Trans>Open as a candidate</Trans>
        </LinkButton>
      </div>
    </div>
  );
}
