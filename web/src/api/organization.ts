const KEY = "aural.organization";

/** Which organization this tab works in: its own choice, else the last one of any tab. */
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
    // A browser that stores nothing: the server chooses the first organization.
  }
}
