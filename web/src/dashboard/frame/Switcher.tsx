import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { BookOpen, Building2, ChevronsUpDown, CircleUser, LogOut } from "lucide-react";

import { MenuButton, MenuChoices, MenuItem, MenuPart } from "../../ui/controls/Menu";
import { useMe } from "../me";
import { useSwitch } from "../organizations/useSwitch";
import { useSignOut } from "../profile/useSignOut";
import { chooseProject, useProject } from "../project";

const ALL = "all";

/** The menu with the organization, the project, the signed-in person, links to read, and signing out. */
export function Switcher() {
  const { t } = useLingui();
  const me = useMe();
  const router = useRouter();
  const project = useProject();
  const leave = useSignOut();
  const change = useSwitch();
  const { organization } = me;
  const projectName = project?.name ?? t`All projects`;
  return (
    <MenuButton
      className="flex w-full items-center gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-3 py-2 text-start hover:bg-sunken"
      face={
        <>
          <span className="grid min-w-0 flex-1">
            <span className="line-clamp-2 leading-tight font-[650]">{organization.name}</span>
            <span className="truncate text-label text-ink-2">{projectName}</span>
            <span className="sr-only">
              <Trans>Switch organization or project, or sign out</Trans>
            </span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="text-ink-3" />
        </>
      }
    >
      {me.organizations.length > 1 && (
        <MenuChoices
          title={t`Organization`}
          chosen={organization.id}
          choices={me.organizations}
          onChoose={(id) => void change(id, "/interviews")}
        />
      )}
      <MenuChoices
        title={t`Project`}
        chosen={project?.id ?? ALL}
        choices={[{ id: ALL, name: t`All projects` }, ...me.projects]}
        onChoose={(id) => {
          chooseProject(id === ALL ? null : id);
        }}
      />
      <MenuPart title={t`Signed in as ${me.name}`}>
        <MenuItem onAction={() => void router.navigate({ to: "/settings/profile" })}>
          <CircleUser aria-hidden="true" />
          <Trans>Your profile</Trans>
        </MenuItem>
        <MenuItem onAction={() => void router.navigate({ to: "/organizations" })}>
          <Building2 aria-hidden="true" />
          <Trans>Organizations</Trans>
        </MenuItem>
        <MenuItem href="/docs" hrefLang="en">
          <BookOpen aria-hidden="true" />
          <Trans>Documentation</Trans>
        </MenuItem>
        <MenuItem
          onAction={() => {
            leave();
          }}
        >
          <LogOut aria-hidden="true" className="flips" />
          <Trans>Sign out</Trans>
        </MenuItem>
      </MenuPart>
    </MenuButton>
  );
}
