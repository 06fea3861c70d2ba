import { useLingui } from "@lingui/react/macro";

/** What the server says is held, in people's words; a kind that this page does not know keeps its name. */
export function useHeldName(): (what: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    transcript: t`Transcript`,
    corrections: t`Your corrections`,
    work: t`Code and drawings in progress`,
    keystrokes: t`How code was typed`,
    files: t`Pictures and files of drawings`,
    report: t`Report`,
    consents: t`What you agreed to`,
    adjustments: t`Adjustments that you asked for`,
    session: t`Interview and report`,
  };
  return (what) => names[what] ?? what;
}
