import { Trans, useLingui } from "@lingui/react/macro";
import { Download } from "lucide-react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { download } from "../data/download";
import { useSingleMutation } from "../data/useSingleMutation";

interface File {
  id: string;
  name: string;
  /** The path below /api/v1. */
  path: string;
}

/** Downloads the report of one session in any available format. */
export function ExportMenu({ sessionId }: { sessionId: string }) {
  const { t } = useLingui();
  const at = (format: string) => `/sessions/${sessionId}/export?format=${format}`;
  return (
    <Files
      files={[
        { id: "pdf", name: t`PDF`, path: at("pdf") },
        { id: "markdown", name: t`Markdown`, path: at("markdown") },
        { id: "json", name: t`JSON`, path: at("json") },
        { id: "text", name: t`Transcript as text`, path: at("text") },
        { id: "vtt", name: t`Transcript as captions (VTT)`, path: at("vtt") },
      ]}
    />
  );
}

/** Downloads the sessions of a list as a table. `query`: its filters, as `GET /sessions/export` takes them. */
export function TableExport({ query }: { query: URLSearchParams }) {
  const { t } = useLingui();
  const at = (format: string) => `/sessions/export?${new URLSearchParams([...query, ["format", format]]).toString()}`;
  return (
    <Files
      files={[
        { id: "csv", name: t`CSV`, path: at("csv") },
        { id: "xlsx", name: t`Excel (XLSX)`, path: at("xlsx") },
      ]}
    />
  );
}

function Files({ files }: { files: readonly File[] }) {
  const { t } = useLingui();
  const saving = useSingleMutation({
    mutationFn: download,
    onSuccess: () => {
      announce(t`Downloaded`);
    },
  });
  return (
    <div role="group" aria-label={t`Download`} className="grid gap-2">
      <p className="flex items-center gap-2 font-[650]">
        <Download aria-hidden="true" />
        <Trans>Download</Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        {files.map(({ id, name, path }) => (
          <Action
            key={id}
            isOff={saving.isPending}
            onClick={() => {
              saving.mutate(path);
            }}
          >
            {name}
          </Action>
        ))}
      </div>
      {saving.isError && <ErrorBox error={asApiError(saving.error)} what={t`The file could not be created.`} />}
    </div>
  );
}
