import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LinkProps } from "@tanstack/react-router";
import {
  ChartBar,
  Folder,
  Inbox,
  KeyRound,
  ListVideo,
  type LucideIcon,
  Mail,
  MessageSquare,
  Settings,
  Users,
} from "lucide-react";

import type { Role } from "../../api/account";

export interface NavEntry {
  to: NonNullable<LinkProps["to"]>;
  label: MessageDescriptor;
  icon: LucideIcon;
  /** The paths of other pages that belong to the entry. Without it, only those below its own do. */
  within?: RegExp;
  /** The lowest role that sees it. Without it, everyone does. */
  least?: Role;
  /** Shows how many requests are waiting, to those who can decide about them. */
  countsRequests?: true;
}

/** The entries in their order on the page. */
export const NAV: readonly NavEntry[] = [
  { to: "/interviews", within: /^\/library/, label: msg`Interviews`, icon: MessageSquare },
  { to: "/sessions", label: msg`Sessions`, icon: ListVideo },
  { to: "/candidates", label: msg`Candidates`, icon: Mail },
  { to: "/requests", label: msg`Requests`, icon: Inbox, countsRequests: true },
  { to: "/insights", label: msg`Insights`, icon: ChartBar },
  { to: "/team", label: msg`Team`, icon: Users },
  { to: "/projects", label: msg`Projects`, icon: Folder },
  { to: "/developers/keys", within: /^\/developers\//, label: msg`Developers`, icon: KeyRound },
  { to: "/settings/model", within: /^\/(settings\/(?!profile)|usage|audit)/, label: msg`Settings`, icon: Settings },
];
