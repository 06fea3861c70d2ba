import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy, Download } from "lucide-react";

import { asApiError } from "../../../api/error";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { copyText } from "../../../ui/hooks/copyText";
import { useSingleMutation } from "../../data/useSingleMutation";
import type { Candidate } from "../useCandidates";
import { downloadLinksOf, downloadOpenLinks, linksOf } from "./links";

/** Takes the links of the selected candidates elsewhere: to the clipboard, or to a file. */
export function LinkActions({ rows }: { rows: readonly Candidate[] }) {
  const { t } = useLingui();
  const count = rows.length;
  const links = linksOf(rows);
  const copied = plural(count, { one: "# link copied", other: "# links copied" });
  const refused = t`Your browser didn’t allow copying. Download the links instead.`;
  const copying = useSingleMutation({
    mutationFn: (text: string) => copyText(text),
    onSuccess: () => {
      announce(copied);
    },
    onError: () => {
      announce(refused, true);
    },
  });
  const isOfThese = copying.variables === links;
  const isCopied = copying.isSuccess && isOfThese;
  const Icon = isCopied ? Check : Copy;
  return (
    <>
      <Action
        onClick={() => {
          copying.mutate(links);
        }}
      >
        <Icon aria-hidden="true" className="hidden wide:inline" />
        <Trans>Copy links</Trans>
      </Action>
      {isCopied && <span className="text-label text-ink-2">{copied}</span>}
      <DownloadLinks load={() => downloadLinksOf(rows.map(({ id }) => id))} />
      {copying.isError && isOfThese && <p className="w-full text-danger-ink">{refused}</p>}
    </>
  );
}

/** Downloads the links of everyone who wasn't invited to this interview by email. */
export function DownloadOpenLinks({ interviewId }: { interviewId: string }) {
  return <DownloadLinks load={() => downloadOpenLinks(interviewId)} />;
}

function DownloadLinks({ load }: { load: () => Promise<void> }) {
  const { t } = useLingui();
  const saving = useSingleMutation({
    mutationFn: load,
    onSuccess: () => {
      announce(t`Downloaded`);
    },
  });
  return (
    <>
      <Action
        isOff={saving.isPending}
        onClick={() => {
          saving.mutate();
        }}
      >
        <Download aria-hidden="true" className="hidden wide:inline" />
        <Trans>Download links (CSV)</Trans>
      </Action>
      {saving.isError && <ErrorBox error={asApiError(saving.error)} what={t`The file could not be created.`} />}
    </>
  );
}
