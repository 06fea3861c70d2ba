import { Trans, useLingui } from "@lingui/react/macro";
import { Ellipsis, UserMinus, UserPen } from "lucide-react";

import { MenuButton, MenuItem } from "../../ui/controls/Menu";
import { When } from "../../ui/language/When";
import { type Column, DataTable } from "../../ui/table/DataTable";
import type { Pages } from "../data/usePages";
import { isAtLeast, useMe } from "../me";
import { ROLE_NAMES } from "./roles";
import type { Member } from "./useTeam";

export interface Chosen {
  member: Member;
  what: "change" | "remove";
}

interface MemberTableProps {
  rows: readonly Member[];
  pages: Pages<Member>;
  onChoose: (chosen: Chosen) => void;
}

export function MemberTable({ rows, pages, onChoose }: MemberTableProps) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const canManage = isAtLeast(me.role, "ADMIN");
  const nameOf = (id: string) => me.projects.find((project) => project.id === id)?.name ?? t`another project`;
  const columns: [Column<Member>, ...Column<Member>[]] = [
    { id: "name", heading: t`Name`, cell: (row) => <Name member={row} isMe={row.id === me.id} /> },
    { id: "role", heading: t`Role`, cell: (row) => i18n._(ROLE_NAMES[row.role]) },
    {
      id: "projects",
      heading: t`Projects`,
      cell: ({ projectIds }) =>
        projectIds === null ? (
          <Trans>All</Trans>
        ) : projectIds.length === 0 ? (
          <Trans>None</Trans>
        ) : (
          new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(projectIds.map(nameOf))
        ),
    },
    {
      id: "seen",
      heading: t`Last seen`,
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? <Trans>Never</Trans> : <When at={lastSeenAt} isDay />),
    },
    { id: "joined", heading: t`Joined`, cell: (row) => <When at={row.createdAt} isDay /> },
  ];
  return (
    <DataTable
      label={t`Members`}
      rows={rows}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={columns}
      pages={pages}
      {...(canManage && {
        menu: (row: Member) =>
          isAtLeast(me.role, row.role) ? <RowMenu member={row} isMe={row.id === me.id} onChoose={onChoose} /> : null,
      })}
    />
  );
}

function Name({ member, isMe }: { member: Member; isMe: boolean }) {
  return (
    <span className="grid">
      <span>
        {member.name}{" "}
        {isMe && (
          <span className="font-normal text-ink-2">
            <Trans>(you)</Trans>
          </span>
        )}
      </span>
      {member.email !== null && <span className="text-label font-normal break-all text-ink-2">{member.email}</span>}
    </span>
  );
}

interface RowMenuProps {
  member: Member;
  isMe: boolean;
  onChoose: (chosen: Chosen) => void;
}

function RowMenu({ member, isMe, onChoose }: RowMenuProps) {
  const { t } = useLingui();
  const { name } = member;
  return (
    <MenuButton
      label={t`Actions for ${name}`}
      className="dense grid aspect-square place-items-center rounded-control hover:bg-sunken"
      face={<Ellipsis aria-hidden="true" />}
    >
      <MenuItem
        onAction={() => {
          onChoose({ member, what: "change" });
        }}
      >
        <UserPen aria-hidden="true" />
        <Trans>Change role or projects</Trans>
      </MenuItem>
      <MenuItem
        onAction={() => {
          onChoose({ member, what: "remove" });
        }}
      >
        <UserMinus aria-hidden="true" />
        {isMe ? <Trans>Leave the team</Trans> : <Trans>Remove from the team</Trans>}
      </MenuItem>
    </MenuButton>
  );
}
