import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { FolderPlus } from "lucide-react";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { When } from "../../ui/language/When";
import { Skeleton } from "../../ui/Skeleton";
import { type Column, DataTable } from "../../ui/table/DataTable";
import { useMay } from "../me";
import { NoPermissionLine } from "../page/NotFound";
import { Page } from "../page/Page";
import { chooseProject } from "../project";
import { type Project, useProjects } from "../team/useTeam";
import { DeleteProjectDialog, NameProjectDialog } from "./ProjectDialogs";

type Chosen = { what: "new" } | { what: "rename" | "delete"; project: Project };

/** The folders of interviews, which members may be restricted to. */
export default function ProjectsPage() {
  const { t } = useLingui();
  const pages = useProjects();
  const canManage = useMay("ADMIN");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => {
    setChosen(null);
  };
  const { rows, error, retry } = pages;
  return (
    <Page
      heading={t`Projects`}
      meta={
        rows !== null &&
        !pages.hasMore && (
          <span>
            <Plural value={rows.length} one="# project" other="# projects" />
          </span>
        )
      }
      actions={
        canManage && (
          <Action
            isPrimary
            onClick={() => {
              setChosen({ what: "new" });
            }}
          >
            <FolderPlus aria-hidden="true" />
            <Trans>New project</Trans>
          </Action>
        )
      }
    >
      {!canManage && <NoPermissionLine />}
      {error !== null && (
        <ErrorBox
          error={error}
          what={t`The projects could not be loaded.`}
          safe={t`Nothing was changed.`}
          onRetry={retry}
        />
      )}
      {rows === null
        ? error === null && <Skeleton label={t`Loading the projects`} rows={5} onRetry={retry} />
        : rows.length > 0 && <Table rows={rows} pages={pages} canManage={canManage} onChoose={setChosen} />}
      {chosen?.what === "new" && <NameProjectDialog onClose={close} />}
      {chosen?.what === "rename" && <NameProjectDialog project={chosen.project} onClose={close} />}
      {chosen?.what === "delete" && <DeleteProjectDialog project={chosen.project} onClose={close} />}
    </Page>
  );
}

function Name({ project: { id, name } }: { project: Project }) {
  return (
    <Link
      to="/interviews"
      search={{ status: "all" }}
      className="inline-block py-0.5 underline underline-offset-3"
      onClick={() => {
        chooseProject(id);
      }}
    >
      {name}
    </Link>
  );
}

interface TableProps {
  rows: readonly Project[];
  pages: ReturnType<typeof useProjects>;
  canManage: boolean;
  onChoose: (chosen: Chosen) => void;
}

function Table({ rows, pages, canManage, onChoose }: TableProps) {
  const { t } = useLingui();
  const columns: [Column<Project>, ...Column<Project>[]] = [
    { id: "name", heading: t`Project name`, cell: (project) => <Name project={project} /> },
    { id: "interviews", heading: t`Interviews`, isNumber: true, cell: ({ interviews }) => interviews },
    { id: "made", heading: t`Created`, cell: ({ createdAt }) => <When at={createdAt} isDay /> },
  ];
  if (canManage)
    columns.push({
      id: "actions",
      heading: t`Actions`,
      cell: (project) => (
        <span className="flex flex-wrap gap-2">
          <Action
            aria-label={t`Rename ${project.name}`}
            onClick={() => {
              onChoose({ what: "rename", project });
            }}
          >
            <Trans>Rename</Trans>
          </Action>
          <Action
            look="quiet"
            aria-label={t`Delete ${project.name}`}
            onClick={() => {
              onChoose({ what: "delete", project });
            }}
          >
            <Trans>Delete</Trans>
          </Action>
        </span>
      ),
    });
  return (
    <DataTable
      label={t`Projects`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={columns}
      pages={pages}
    />
  );
}
