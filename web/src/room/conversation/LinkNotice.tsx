import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { useState } from "react";

import { Button } from "../../ui/Button";
import { Gap } from "../../ui/language/Gap";
import { Notice } from "../../ui/Notice";
import { PersonalLink } from "../page/PersonalLink";

/** The personal link to come back by, shown once to people who came by an open link. */
export function LinkNotice({ url }: { url: string }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(true);
  if (!isOpen) return null;
  return (
    <Notice className="grid gap-3">
      <div className="flex items-start justify-between gap-3">
        <p className="text-ink">
          <strong className="font-[650]">
            <Trans>This is your personal link.</Trans>
          </strong>
          <Gap />
          <Trans>This link takes you back to the same question on any device. Don’t share it.</Trans>
        </p>
        <Button
          look="quiet"
          aria-label={t`Close this note`}
          className="-me-3 -mt-2 size-11 flex-none"
          onClick={() => {
            setOpen(false);
          }}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      <PersonalLink url={url} />
    </Notice>
  );
}
