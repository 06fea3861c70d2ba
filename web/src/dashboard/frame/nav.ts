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
  /** What begins so belongs to it, too; without it only its own page does. */
  within?: string;
  /** Who sees it; without it everybody does. */
  least?: Role;
  /** Shows how many requests wait, to those who decide about them. */
  countsRequests?: true;
}

/** In their order on the page: interviews, sessions, candidates, requests, insights, developers, settings. Only pages that exist. */
export const NAV: readonly NavEntry[] = [
  { to: "/interviews", label: msg`Interviews`, icon: MessageSquare },
  { to: "/sessions", label: msg`Sessions`, icon: ListVideo },
  { to: "/candidates", label: msg`Candidates`, icon: Mail },
  { to: "/requests", within: "/requests/", label: msg`Requests`, icon: Inbox, countsRequests: true },
  { to: "/insights", label: msg`Insights`, icon: ChartBar },
  { to: "/team", label: msg`Team`, icon: Users },
  { to: "/projects", label: msg`Projects`, icon: Folder },
  { to: "/developers/keys", within: "/developers/", label: msg`Developers`, icon: KeyRound },
  { to: "/settings/model", label: msg`Settings`, icon: Settings },
];
