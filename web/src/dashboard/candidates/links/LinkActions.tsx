import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Copy, Download } from "lucide-react";

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
  const copying = useSingleMutation({
    mutationFn: () => copyText(linksOf(rows)),
    onSuccess: () => {
      announce(plural(rows.length, { one: "# link was copied.", other: "# links were copied." }));
    },
    onError: () => {
      announce(t`Your browser didn’t allow copying. Download the links instead.`, true);
    },
  });
  return (
    <>
      <Action
        onClick={() => {
          copying.mutate();
        }}
      >
        <Copy aria-hidden="true" className="hidden wide:inline" />
        <Trans>Copy links</Trans>
      </Action>
      <DownloadLinks load={() => downloadLinksOf(rows.map(({ id }) => id))} />
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
