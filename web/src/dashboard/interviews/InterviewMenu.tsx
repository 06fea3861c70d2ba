import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { Archive, ArchiveRestore, Copy, Download, FolderInput, Link2, MoreHorizontal } from "lucide-react";

import { MenuButton, MenuItem } from "../../ui/controls/Menu";
import { useMay, useMe } from "../me";
import { stateOf } from "./interview";
import type { InterviewAction } from "./useInterviewActions";
import type { Interview } from "./useInterviews";

interface InterviewMenuProps {
  row: Interview;
  onDo: (does: InterviewAction["does"]) => void;
  onMove: () => void;
}

/** The actions for one interview. Viewers can only save it as a file. */
export function InterviewMenu({ row, onDo, onMove }: InterviewMenuProps) {
  const { t } = useLingui();
  const router = useRouter();
  const canChange = useMay("MEMBER");
  const { projects } = useMe();
  const { title } = row;
  const isClosed = stateOf(row) === "closed";
  return (
    <MenuButton
      label={t`Actions for ${title}`}
      face={<MoreHorizontal aria-hidden="true" />}
      className="dense inline-flex aspect-square items-center justify-center rounded-control hover:bg-sunken"
    >
      {canChange && (
        <MenuItem
          onAction={() => {
            onDo("duplicate");
          }}
        >
          <Copy aria-hidden="true" />
          <Trans>Duplicate</Trans>
        </MenuItem>
      )}
      <MenuItem
        onAction={() =>
          void router.navigate({ to: "/interviews/$interviewId/candidates", params: { interviewId: row.id } })
        }
      >
        <Link2 aria-hidden="true" />
        <Trans>Share and invite</Trans>
      </MenuItem>
      <MenuItem
        onAction={() => {
          onDo("export");
        }}
      >
        <Download aria-hidden="true" />
        <Trans>Save as a file (JSON)</Trans>
      </MenuItem>
      {canChange && projects.length > 1 && (
        <MenuItem onAction={onMove}>
          <FolderInput aria-hidden="true" />
          <Trans>Move to another project</Trans>
        </MenuItem>
      )}
      {canChange && (
        <MenuItem
          onAction={() => {
            onDo(isClosed ? "reopen" : "close");
          }}
        >
          {isClosed ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />}
          {isClosed ? <Trans>Reopen the interview</Trans> : <Trans>Close the interview</Trans>}
        </MenuItem>
      )}
    </MenuButton>
  );
}
