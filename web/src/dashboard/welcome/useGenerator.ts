import { useRouter } from "@tanstack/react-router";

/** The way to the page that drafts an interview, with what one wants to learn filled in. It stands in no address. */
export function useGenerator(): (goal: string) => void {
  const router = useRouter();
  return (goal) => void router.navigate({ to: "/interviews/new", state: { goal: goal.trim() } });
}
