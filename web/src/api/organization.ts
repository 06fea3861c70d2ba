const KEY = "aural.organization";

/** The organization that this tab works in: the one chosen in this tab, or else the last one chosen in any tab. */
export function organizationId(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function chooseOrganization(id: string | null): void {
  try {
    for (const store of [sessionStorage, localStorage]) {
      if (id === null) store.removeItem(KEY);
      else store.setItem(KEY, id);
    }
  } catch {
    // The browser stores nothing: the server chooses the first organization.
  }
}

/** The header that chooses the organization, if one was chosen. */
export function organizationHeader(): Record<string, string> {
  const organization = organizationId();
  return organization === null ? {} : { "Aural-Organization": organization };
}
