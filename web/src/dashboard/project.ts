import { createStoredText, useStore } from "../ui/hooks/store";
import { useMe } from "./me";

const chosen = createStoredText(() => sessionStorage, "aural.project");

/** Chooses one project of the organization, or null for all of them, in this tab. */
export function chooseProject(id: string | null): void {
  chosen.set(id);
}

export function useProject(): { id: string; name: string } | null {
  const { projects } = useMe();
  const chosenId = useStore(chosen);
  return projects.find(({ id }) => id === chosenId) ?? null;
}
