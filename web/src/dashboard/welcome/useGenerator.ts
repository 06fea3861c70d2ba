import { useRouter } from "@tanstack/react-router";

/**
 * Opens the page that drafts an interview, with the goal filled in. The goal isn't part of the address. Nothing is lost
 * by leaving this way, so no one is asked.
 */
export function useGenerator(): (goal: string) => void {
  const router = useRouter();
  return (goal) => void router.navigate({ to: "/interviews/new", state: { goal: goal.trim() }, ignoreBlocker: true });
}
