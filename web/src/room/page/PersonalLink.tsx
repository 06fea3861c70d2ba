import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Button } from "../../ui/Button";
import { copyText } from "../../ui/hooks/copyText";

/** The personal link, to copy. If the browser doesn't copy, the field can be selected by hand. */
export function PersonalLink({ url }: { url: string }) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(url);
    setCopied(true);
    announce(t`Copied`);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <input
        readOnly
        dir="ltr"
        aria-label={t`Your personal link`}
        value={url}
        onFocus={(event) => {
          event.target.select();
        }}
        className="field min-h-11 min-w-48 flex-1 px-3 font-mono text-label"
      />
      <Button onClick={() => void copy().catch(() => undefined)}>
        {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {isCopied ? <Trans>Copied</Trans> : <Trans>Copy the link</Trans>}
      </Button>
    </div>
  );
}
