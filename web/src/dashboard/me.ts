import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";

import { findPerson, getMe, getSignInState, type Me, type Role } from "../api/account";
import type { ApiError } from "../api/error";
import { key } from "./data/keys";

export const meQuery = queryOptions<Me, ApiError>({ queryKey: key("me"), queryFn: getMe, staleTime: 5 * 60_000 });

/** The person who is signed in, with or without an organization; null if no one is. */
export const personQuery = queryOptions({ queryKey: key("person"), queryFn: findPerson });

export const signInStateQuery = queryOptions({ queryKey: key("sign-in"), queryFn: getSignInState, staleTime: 0 });

/** The person who is signed in. For pages inside the frame only: it is loaded before they are rendered. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Identifies the person in their organization, to keep apart what only they should see in this browser. */
export function useOwner(): string {
  return ownerOf(useMe());
}

export function ownerOf({ id, organization }: Me): string {
  return `${organization.id} ${id}`;
}

const RANKS: readonly Role[] = ["VIEWER", "MEMBER", "ADMIN", "OWNER"];

export function isAtLeast(role: Role, least: Role): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(least);
}

/** Whether the person has at least this role in the chosen organization. The server checks again. */
export function useMay(least: Role): boolean {
  return isAtLeast(useMe().role, least);
}
