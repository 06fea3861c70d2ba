import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight, ExternalLink } from "lucide-react";
import { lazy, Suspense } from "react";

import { LinkButton } from "../../../ui/Button";
import { CopyField } from "../../../ui/CopyField";

const QrCode = lazy(() => import("./QrCode"));

interface OpenToProps {
  link: string;
  isPrimary?: boolean;
  /** The QR code is folded, on pages that people open for something else. */
  isFolded?: boolean;
}

/** The open link of an interview: to copy, to scan, and to open. */
export function OpenTo({ link, isPrimary = false, isFolded = false }: OpenToProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3">
      <CopyField isPrimary={isPrimary} label={t`Link for candidates`} text={link} />
      {isFolded ? (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <OpenLink link={link} />
          <details className="group">
            <summary className="dense flex cursor-pointer items-center gap-1 rounded-tight pe-2 font-[650]">
              <ChevronRight aria-hidden="true" className="group-open:rotate-90 rtl:-scale-x-100" />
              <Trans>QR code</Trans>
            </summary>
            <div className="py-2">
              <Code link={link} />
            </div>
          </details>
        </div>
      ) : (
        <div className="flex flex-wrap items-start gap-4">
          <Code link={link} />
          <OpenLink link={link} />
        </div>
      )}
    </div>
  );
}

function OpenLink({ link }: { link: string }) {
  return (
    <LinkButton size="small" href={link} target="_blank" rel="noreferrer">
      <ExternalLink aria-hidden="true" />
      <Trans>Open as a candidate</Trans>
    </LinkButton>
  );
}

function Code({ link }: { link: string }) {
  const { t } = useLingui();
  return (
    <figure className="grid content-start gap-1">
      <Suspense fallback={<div className="size-32 rounded-control bg-sunken" />}>
        <QrCode text={link} label={t`QR code for the candidate link`} />
      </Suspense>
      <figcaption className="text-label text-ink-2">
        <Trans>Scan with a phone.</Trans>
      </figcaption>
    </figure>
  );
}
