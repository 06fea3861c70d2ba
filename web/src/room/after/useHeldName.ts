import { useLingui } from "@lingui/react/macro";

/** What the server says is held, in people's words; a kind that this page does not know keeps its name. */
export function useHeldName(): (what: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    transcript: t`Transcript`,
    corrections: t`Your corrections`,
    work: t`Code and drawings in progress`,
    keystrokes: t`How code was typed`,
    integrity: t`What was noted`,
    integrity_signals: t`What was noted`,
    integrity_watches: t`What was noted`,
    integrity_comments: t`Your words to what was noted`,
    files: t`Pictures and files of drawings`,
    report: t`Report`,
    consents: t`What you agreed to`,
    adjustments: t`Adjustments that you asked for`,
    session: t`Interview and report`,
    messages: t`Transcript`,
    reports: t`Report`,
    pastReports: t`Earlier reports`,
    past_reports: t`Earlier reports`,
    report_levels: t`Levels of the report`,
    ratings: t`Ratings by people`,
    human_ratings: t`Ratings by people`,
    reviewers: t`Who has rated it`,
    comments: t`Comments by people`,
    decisions: t`Decisions by people`,
    works: t`Code and drawings in progress`,
    log_entries: t`Log of the interview`,
    snapshots: t`Interim states of the interview`,
    accommodations: t`Adjustments that you asked for`,
    access_log: t`Who has opened it`,
    jobs: t`Work that was waiting`,
    tickets: t`Ways into the room`,
    room_cookies: t`Browsers that were let in`,
    codes: t`Codes sent by e-mail`,
    requests: t`Your requests`,
    kept_answers: t`Repeated answers to programs`,
    sessions: t`The interview itself`,
    candidates: t`Your name and e-mail address`,
  };
  return (what) => names[what] ?? what;
}
