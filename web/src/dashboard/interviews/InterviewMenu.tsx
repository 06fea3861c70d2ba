import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { Archive, ArchiveRestore, Copy, Download, FolderInput, Link2, MoreHorizontal } from "lucide-react";

import { useMay, useMe } from "../me";
import { MenuButton, MenuItem } from "../parts/Menu";
import type { Deed } from "./useDeeds";
import type { Interview } from "./useInterviews";

interface InterviewMenuProps {
  row: Interview;
  onDo: (does: Deed["does"]) => void;
  onMove: () => void;
}

/** What can be done with one interview. Who may only view it can save it as a file. */
export function InterviewMenu({ row, onDo, onMove }: InterviewMenuProps) {
  const { t } = useLingui();
  const router = useRouter();
  const canChange = useMay("MEMBER");
  const { projects } = useMe();
  const { title } = row;
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
        onAction={() => void router.navigate({ to: "/interviews/$interviewId/share", params: { interviewId: row.id } })}
      >
        <Link2 aria-hidden="true" />
        <Trans>Share the link</Trans>
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
            onDo(row.isActive ? "archive" : "bringBack");
          }}
        >
          {row.isActive ? <Archive aria-hidden="true" /> : <ArchiveRestore aria-hidden="true" />}
          {row.isActive ? <Trans>Archive</Trans> : <Trans>Restore</Trans>}
        </MenuItem>
      )}
    </MenuButton>
  );
}
