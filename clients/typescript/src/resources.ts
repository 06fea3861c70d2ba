// Made by `make api` from the OpenAPI document 3d8057947ad7f42248a6a44a6c1c4e80d52f16822c555c2d732cd05b14f43ddd
import type { Change, Download, Options, Pages, Post, Sender, Upload } from "./sender.ts";
import { fill } from "./sender.ts";
import type { components, operations } from "./schema.ts";

/** The types of requests and responses, by their names in the OpenAPI document. */
export type Schemas = components["schemas"];
type Query<Id extends keyof operations> = Omit<NonNullable<operations[Id]["parameters"]["query"]>, "cursor">;

class Resource {
  protected readonly sender: Sender;

  constructor(sender: Sender) {
    this.sender = sender;
  }
}

/** Interviews that the AI interviewer conducts: their questions, criteria and rules. */
export class Interviews extends Resource {
  /** List interviews. Interviews that the caller can access, including archived ones, newest first. Role: VIEWER or higher. */
  list(options: Query<"listInterviews"> & Options = {}): Pages<Schemas["InterviewOut"]> {
    return this.sender.page("GET", "/interviews", options);
  }

  /** Create an interview. The interview is active, invite-only, and in the first project that the caller can access. With `isDraft`, it takes no candidates until it is published. Role: MEMBER or higher. */
  create(body: Schemas["InterviewIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews", options, body);
  }

  /** Create an interview from a file. Takes a file from `GET /interviews/{id}/file` or from a template. The interview is created in the first project that the caller can access. It is active, unless the request says `isDraft`. Role: MEMBER or higher. */
  import(body: Schemas["InterviewFile"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews/import", options, body);
  }

  /** Archive an interview. The interview accepts no new sessions. Existing ones remain. Archiving it twice is not an error. Drafts can be archived too. Role: MEMBER or higher. */
  archive(interviewId: string, options: Change = {}): Promise<Schemas["Archived"]> {
    return this.sender.data("DELETE", fill("/interviews/{id}", interviewId), options);
  }

  /** Get an interview. Includes its questions in order, and the number of its sessions. Role: VIEWER or higher. */
  get(interviewId: string, options: Options = {}): Promise<Schemas["InterviewDetail"]> {
    return this.sender.data("GET", fill("/interviews/{id}", interviewId), options);
  }

  /** Update an interview. Omitted fields keep their values. Running sessions keep the version they started with. `isDraft: false` publishes a draft, by invitation only; it needs at least one question. Role: MEMBER or higher. */
  update(
    interviewId: string,
    body: Schemas["InterviewChange"],
    options: Change = {},
  ): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}", interviewId), options, body);
  }

  /** Check an interview. Finds leading and double-barreled questions, questions about protected traits, and criteria without a question. Estimates the duration and the model usage. Role: VIEWER or higher. */
  getChecks(interviewId: string, options: Options = {}): Promise<Schemas["ChecksOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/checks", interviewId), options);
  }

  /** Duplicate an interview. The copy has the same settings, criteria and questions. It is invite-only, and has no sessions. It is active, even as the copy of a draft, unless the request says `isDraft`. Role: MEMBER or higher. */
  duplicate(interviewId: string, body: Schemas["DuplicateIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/duplicate", interviewId), options, body);
  }

  /** Save an interview as a file. Contains settings, criteria and questions as JSON, and nothing about candidates or sessions. Role: VIEWER or higher. */
  export(interviewId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/interviews/{id}/file", interviewId), options);
  }

  /** Move an interview to another project. Its sessions and candidates move with it. Role: MEMBER or higher. */
  move(interviewId: string, body: Schemas["MoveIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/move", interviewId), options, body);
  }

  /** Preview an interview. Returns a link to a real room with a copy of the interview. The link works for four hours. Previews are not counted, listed or reported. Not in test mode. Role: MEMBER or higher. */
  preview(interviewId: string, options: Post = {}): Promise<Schemas["PreviewLink"]> {
    return this.sender.data("POST", fill("/interviews/{id}/preview", interviewId), options);
  }

  /** Publish an interview. Activates it, lets anyone with the link take it, and returns the link. A draft needs at least one question. To publish a draft by invitation only, set its `isDraft` to false. Role: MEMBER or higher. */
  publish(interviewId: string, options: Post = {}): Promise<Schemas["Published"]> {
    return this.sender.data("POST", fill("/interviews/{id}/publish", interviewId), options);
  }

  /** Restore an archived interview. The same people as before can take it again. Restoring an active interview changes nothing. An interview that was never published becomes a draft again. Role: MEMBER or higher. */
  unarchive(interviewId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unarchive", interviewId), options);
  }

  /** Unpublish an interview. Afterwards, the interview is invite-only, and its public link no longer works. The slug stays, because candidates' links contain it. Role: MEMBER or higher. */
  unpublish(interviewId: string, options: Post = {}): Promise<Schemas["Unpublished"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unpublish", interviewId), options);
  }
}

/** The questions of an interview, numbered in order and without gaps. */
export class Questions extends Resource {
  /** List questions. All questions of an interview, in order. Role: VIEWER or higher. */
  list(interviewId: string, options: Options = {}): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("GET", fill("/interviews/{id}/questions", interviewId), options);
  }

  /** Create questions. Takes one object or an array, and creates all or none. Questions are returned in the order of the request. An interview has at most 200 questions. Role: MEMBER or higher. */
  create(
    interviewId: string,
    body: Schemas["QuestionIn"] | Schemas["QuestionIn"][],
    options: Post = {},
  ): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("POST", fill("/interviews/{id}/questions", interviewId), options, body);
  }

  /** Delete a question. Deletes it permanently. The questions after it move up. Role: MEMBER or higher. */
  delete(questionId: string, options: Change = {}): Promise<Schemas["Deleted"]> {
    return this.sender.data("DELETE", fill("/questions/{id}", questionId), options);
  }

  /** Get a question. The ETag is its version, for `If-Match`. Role: VIEWER or higher. */
  get(questionId: string, options: Options = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("GET", fill("/questions/{id}", questionId), options);
  }

  /** Update a question. Omitted fields keep their values. A new order moves the question and shifts the others. Role: MEMBER or higher. */
  update(questionId: string, body: Schemas["QuestionChange"], options: Change = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("PATCH", fill("/questions/{id}", questionId), options, body);
  }
}

/** Interviews that candidates took, with transcripts and reports. */
export class Sessions extends Resource {
  /** Compare sessions. Two to four sessions side by side, with quotes and people's ratings, but no totals or ranking. Role: VIEWER or higher. */
  compare(options: Query<"compareSessions"> & Options): Promise<Schemas["ComparisonOut"]> {
    return this.sender.data("GET", "/comparisons", options);
  }

  /** List sessions. Sessions of an interview with their reports. Newest first, unless `sort` says otherwise. Role: VIEWER or higher. */
  list(interviewId: string, options: Query<"listSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/sessions", interviewId), options);
  }

  /** List the sessions of all interviews. Sessions that the caller can access, with their reports. Newest first, unless `sort` says otherwise. Role: VIEWER or higher. */
  listAll(options: Query<"listAllSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", "/sessions", options);
  }

  /** Download sessions as a table. Returns a CSV or XLSX file with one row per session, and separate columns for the AI's levels and people's. Takes all filters of the session list. The number of rows isn't limited. Role: VIEWER or higher. */
  exportAll(options: Query<"exportSessions"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/sessions/export", options);
  }

  /** Get a session. Returns the session with its interview and its messages, in order. Role: VIEWER or higher. */
  get(sessionId: string, options: Options = {}): Promise<Schemas["SessionDetail"]> {
    return this.sender.data("GET", fill("/sessions/{id}", sessionId), options);
  }

  /** Get the background of a report. The questions and criteria that the session used, the report's author, clock stops, consents and requests. Role: VIEWER or higher. */
  getBackground(sessionId: string, options: Options = {}): Promise<Schemas["BackgroundOut"]> {
    return this.sender.data("GET", fill("/sessions/{id}/background", sessionId), options);
  }

  /** Download a report. Returns the report with its transcript as PDF, Markdown or JSON, or the transcript alone as text or captions. Returns 409 if the interview is too long for a file in this format. Role: VIEWER or higher. */
  export(sessionId: string, options: Query<"exportSession"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/sessions/{id}/export", sessionId), options);
  }

  /** Download a file of a session. A drawing's scene or picture, always as an attachment. Role: VIEWER or higher. */
  getFile(sessionId: string, fileId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/sessions/{id}/files/{fileId}", sessionId, fileId), options);
  }

  /** Get the integrity signals of a session. A timeline of how the interview was taken, with the candidate's comments, as a basis for questions. Recorded only if `antiCheatingEnabled` was on and the candidate agreed. It changes no score, and no one fails because of it. Role: VIEWER or higher. */
  getIntegrity(sessionId: string, options: Options = {}): Promise<Schemas["IntegrityOut"]> {
    return this.sender.data("GET", fill("/sessions/{id}/integrity", sessionId), options);
  }

  /** Get the keystrokes of a session. How code was typed, if the candidate agreed to that. Otherwise, the list is empty. Role: VIEWER or higher. */
  getKeystrokes(sessionId: string, options: Options = {}): Promise<Schemas["KeystrokesOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/keystrokes", sessionId), options);
  }

  /** Watch a session. Server-sent events: the messages after `after`, then each message as it is stored, and the state of the session. The stream closes when the session ends, and after five minutes: then request it again. Role: MEMBER or higher. */
  watch(sessionId: string, options: Query<"watchSession"> & Options = {}): AsyncIterable<Schemas["LiveEvent"]> {
    return this.sender.events("GET", fill("/sessions/{id}/live", sessionId), options);
  }

  /** List the reports of a session. Newest first. Replaced reports are kept unchanged. The AI's parts are null or empty while you have to rate blind first. Role: VIEWER or higher. */
  listReports(sessionId: string, options: Options = {}): Promise<Schemas["ReportOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Rewrite a report. Uses the current model and the same transcript. You can still read the previous report. Role: MEMBER or higher. */
  createReport(sessionId: string, options: Post = {}): Promise<Schemas["ReportWish"]> {
    return this.sender.data("POST", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Get the work of a session. Code and drawings of each question as they were last saved, even if they were never sent. Role: VIEWER or higher. */
  getWork(sessionId: string, options: Options = {}): Promise<Schemas["WorkOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/work", sessionId), options);
  }
}

/** Recordings of a candidate's camera, screen and voice, made only if the candidate agreed. */
export class Recordings extends Resource {
  /** Get the captions of a recording. WebVTT, created from the corrected transcript, with the times of the file. Role: VIEWER or higher. */
  getCaptions(recordingId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/recordings/{id}/captions", recordingId), options);
  }

  /** Get a link to a recording. The link plays or downloads the file for a few minutes without a key. It supports range requests. Role: VIEWER or higher. */
  getLink(recordingId: string, options: Query<"getRecordingLink"> & Options = {}): Promise<Schemas["LinkOut"]> {
    return this.sender.data("GET", fill("/recordings/{id}/link", recordingId), options);
  }

  /** List a session's recordings. Recordings of camera, screen and voice in the order in which they began, including those that are not ready yet. Role: VIEWER or higher. */
  list(sessionId: string, options: Options = {}): Promise<Schemas["RecordingOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/recordings", sessionId), options);
  }
}

/** Ratings, comments and decisions by people, alongside the AI's ratings. */
export class Reviews extends Resource {
  /** List comments. Comments on a session and on its messages, newest first. Role: VIEWER or higher. */
  listComments(sessionId: string, options: Query<"listComments"> & Options = {}): Pages<Schemas["CommentOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/comments", sessionId), options);
  }

  /** Comment on a session. Adds a comment to the session or to one of its messages. Role: MEMBER or higher. */
  createComment(sessionId: string, body: Schemas["CommentIn"], options: Post = {}): Promise<Schemas["CommentOut"]> {
    return this.sender.data("POST", fill("/sessions/{id}/comments", sessionId), options, body);
  }

  /** Delete a comment. You can delete only your own comments. Role: MEMBER or higher. */
  deleteComment(sessionId: string, commentId: string, options: Change = {}): Promise<Schemas["CommentDeleted"]> {
    return this.sender.data("DELETE", fill("/sessions/{id}/comments/{commentId}", sessionId, commentId), options);
  }

  /** Change a comment. You can change only your own comments. Role: MEMBER or higher. */
  updateComment(
    sessionId: string,
    commentId: string,
    body: Schemas["CommentChange"],
    options: Change = {},
  ): Promise<Schemas["CommentOut"]> {
    return this.sender.data("PATCH", fill("/sessions/{id}/comments/{commentId}", sessionId, commentId), options, body);
  }

  /** List decisions. Newest first. Only the newest decision counts. Role: VIEWER or higher. */
  listDecisions(sessionId: string, options: Query<"listDecisions"> & Options = {}): Pages<Schemas["DecisionOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/decisions", sessionId), options);
  }

  /** List people's ratings. All ratings, including replaced ones, newest first. If the interview is rated blind: only your own, until you have rated. Role: VIEWER or higher. */
  listRatings(sessionId: string, options: Query<"listRatings"> & Options = {}): Pages<Schemas["HumanRatingOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/ratings", sessionId), options);
  }

  /** Rate a session. Rates one or more criteria. If one rating is invalid, none is saved. Your ratings are shown next to the AI's levels, and never change them. Role: MEMBER or higher. */
  createRatings(
    sessionId: string,
    body: Schemas["HumanRatingIn"] | Schemas["HumanRatingIn"][],
    options: Post = {},
  ): Promise<Schemas["HumanRatingOut"][]> {
    return this.sender.data("POST", fill("/sessions/{id}/ratings", sessionId), options, body);
  }
}

/** Personal invitations. */
export class Candidates extends Resource {
  /** List candidates across interviews. All candidates that the caller can access, each with interview title and sessions. Newest first, unless `sort` says otherwise. Role: VIEWER or higher. */
  listEvery(options: Query<"listEveryCandidate"> & Options = {}): Pages<Schemas["CandidateAcrossOut"]> {
    return this.sender.page("GET", "/candidates", options);
  }

  /** Change many candidates. Applies one action to at most 100 candidates, and returns the result for each. If it fails for some, it still applies to the others. Repeating the request with the same Idempotency-Key changes nothing more. Role: MEMBER or higher. */
  change(body: Schemas["CandidateBatch"], options: Post = {}): Promise<Schemas["BatchOut"]> {
    return this.sender.data("POST", "/candidates/batch", options, body);
  }

  /** Download personal links. A CSV file with one row per candidate and the link to send them, newest first. Takes all filters of the list of candidates. Spreadsheets do not run its cells as formulas. Role: MEMBER or higher. */
  exportLinks(options: Query<"exportLinks"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/candidates/links", options);
  }

  /** Erase a candidate. Permanently deletes the candidate with all sessions, transcripts and files, and returns a receipt. Returns 409 under a legal hold. Role: MEMBER or higher. */
  erase(candidateId: string, options: Change = {}): Promise<Schemas["ReceiptOut"]> {
    return this.sender.data("DELETE", fill("/candidates/{id}", candidateId), options);
  }

  /** Get a candidate. Includes all sessions, newest first, and the résumé if it was kept. Role: VIEWER or higher. */
  get(candidateId: string, options: Options = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("GET", fill("/candidates/{id}", candidateId), options);
  }

  /** Change a candidate. Omitted fields keep their values. A later `expiresAt` extends the link. Role: MEMBER or higher. */
  update(
    candidateId: string,
    body: Schemas["CandidateChange"],
    options: Change = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("PATCH", fill("/candidates/{id}", candidateId), options, body);
  }

  /** Export all data about a candidate. Returns every row about the candidate as one JSON file, including comments and ratings by others, for a subject access request. It leaves out data that only the candidate may read: adjustments, and sex and ethnicity. These are in the export that candidates create themselves. Role: ADMIN or higher. */
  export(candidateId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/candidates/{id}/data", candidateId), options);
  }

  /** Create a new link. The old link and the browsers that used it lose access. A revoked candidate gets access again. Role: MEMBER or higher. */
  renewLink(
    candidateId: string,
    body: Schemas["NewLinkIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/link", candidateId), options, body);
  }

  /** Allow a retake. The link can start another session, with the interview's content at that time. The earlier session stays. Role: MEMBER or higher. */
  allowRetake(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/retake", candidateId), options);
  }

  /** Revoke a link. The personal link can no longer start an interview. A candidate who is in the interview may finish it. Role: MEMBER or higher. */
  revokeLink(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/revoke", candidateId), options);
  }

  /** Email an invitation or a reminder. Uses the interview's email templates. An invitation can be sent again. Role: MEMBER or higher. */
  sendLetter(
    candidateId: string,
    body: Schemas["LetterIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/send", candidateId), options, body);
  }

  /** Simulate a candidate. A simulated candidate opens the personal link, consents and answers to the end, in the background. The rest happens as it does after a person's interview. A SILENT candidate waits as a silent person would. In test mode only. Role: MEMBER or higher. */
  simulate(
    candidateId: string,
    body: Schemas["SimulationIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/simulate", candidateId), options, body);
  }

  /** Discard a list. Deletes the list. Candidates created from it stay. Role: MEMBER or higher. */
  deleteImport(importId: string, options: Change = {}): Promise<Schemas["ImportDeleted"]> {
    return this.sender.data("DELETE", fill("/imports/{id}", importId), options);
  }

  /** Get a list that is being imported. The list is checked against the candidates that the interview has now. Role: VIEWER or higher. */
  getImport(importId: string, options: Options = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("GET", fill("/imports/{id}", importId), options);
  }

  /** Map columns and fix rows. Checks the list again. No one is invited. Role: MEMBER or higher. */
  updateImport(importId: string, body: Schemas["ImportChange"], options: Change = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("PATCH", fill("/imports/{id}", importId), options, body);
  }

  /** Import the ready rows. Creates candidates from the next 500 rows that are ready, all or none. Repeat it with the response's `writtenCount` until `isDone` is true. A repeated step creates no candidate twice. Role: MEMBER or higher. */
  confirmImport(importId: string, body: Schemas["ConfirmIn"], options: Post = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("POST", fill("/imports/{id}/confirm", importId), options, body);
  }

  /** Download the rows to fix. A CSV file with the reason for each row. Spreadsheets do not run its cells as formulas. Role: VIEWER or higher. */
  getImportProblems(importId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/imports/{id}/problems", importId), options);
  }

  /** Count candidates. How many candidates of the interview have each status. Role: VIEWER or higher. */
  count(interviewId: string, options: Options = {}): Promise<Schemas["CandidateCounts"]> {
    return this.sender.data("GET", fill("/interviews/{id}/candidate-counts", interviewId), options);
  }

  /** List candidates. Newest first, unless `sort` says otherwise. Returns one page if `limit`, `cursor` or another order is given, otherwise all candidates that match. Role: VIEWER or higher. */
  list(interviewId: string, options: Query<"listCandidates"> & Options = {}): Pages<Schemas["CandidateOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/candidates", interviewId), options);
  }

  /** Invite candidates. Takes one object or an array of at most 500, and creates all or none. Each gets a personal link. Role: MEMBER or higher. */
  create(
    interviewId: string,
    body: Schemas["CandidateIn"] | Schemas["CandidateIn"][],
    options: Post = {},
  ): Promise<Schemas["CandidateOut"][]> {
    return this.sender.data("POST", fill("/interviews/{id}/candidates", interviewId), options, body);
  }

  /** Read a list of candidates. Takes a CSV or XLSX file of at most 5,000 rows. Returns its columns, a guess at what they contain, and the rows to fix. No one is invited. The list is kept for a day. Role: MEMBER or higher. */
  createImport(
    interviewId: string,
    content: Upload,
    options: Query<"createImport"> & {
      mediaType:
        | "application/octet-stream"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "text/csv"
        | "text/plain";
    } & Post,
  ): Promise<Schemas["ImportOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/imports", interviewId), options, undefined, content);
  }

  /** Email many candidates. Queues an invitation or a reminder for these candidates, or for all who have not been invited yet. Role: MEMBER or higher. */
  sendLetters(interviewId: string, body: Schemas["SendingIn"], options: Post = {}): Promise<Schemas["SendingOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/invitations", interviewId), options, body);
  }

  /** Preview an email. The email as a candidate would get it, except for the link's token. Nothing is sent. Role: MEMBER or higher. */
  previewLetter(interviewId: string, body: Schemas["PreviewIn"], options: Post = {}): Promise<Schemas["PreviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/letter-preview", interviewId), options, body);
  }

  /** Get the email templates of an interview. The texts of the invitation and the reminder, when they are sent, and who is notified when a session is done. Role: VIEWER or higher. */
  getLetters(interviewId: string, options: Options = {}): Promise<Schemas["LettersOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/letters", interviewId), options);
  }

  /** Change the email templates of an interview. Omitted fields keep their values. null restores the built-in text. Role: MEMBER or higher. */
  updateLetters(
    interviewId: string,
    body: Schemas["LettersChange"],
    options: Change = {},
  ): Promise<Schemas["LettersOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/letters", interviewId), options, body);
  }

  /** Read a résumé. Proposes a name, an email address and a phone number, which the model extracts if there is one. Nothing is stored, and the file isn't kept. Role: MEMBER or higher. */
  readResume(
    interviewId: string,
    content: Upload,
    options: Query<"readResume"> & {
      mediaType:
        | "application/msword"
        | "application/octet-stream"
        | "application/pdf"
        | "application/vnd.ms-excel"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        | "text/csv"
        | "text/html"
        | "text/markdown"
        | "text/plain";
    } & Post,
  ): Promise<Schemas["ResumeProposalOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/resumes", interviewId), options, undefined, content);
  }
}

/** Requests from candidates: for an interview or a review by a person, or for an adjustment. */
export class Requests extends Resource {
  /** List requests. Requests by candidates of an interview, newest first. Role: VIEWER or higher. */
  list(interviewId: string, options: Query<"listRequests"> & Options = {}): Pages<Schemas["RequestOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/requests", interviewId), options);
  }

  /** List requests of all interviews. Candidates' requests. With `state=OPEN`, the oldest come first, since their deadlines come first; otherwise the newest. Role: VIEWER or higher. */
  listAll(options: Query<"listAllRequests"> & Options = {}): Pages<Schemas["RequestAcrossOut"]> {
    return this.sender.page("GET", "/requests", options);
  }

  /** Count requests. The number of requests that wait for a decision. Role: VIEWER or higher. */
  count(options: Options = {}): Promise<Schemas["RequestCountOut"]> {
    return this.sender.data("GET", "/requests/counts", options);
  }

  /** Delete a request. Deletes the request permanently. Visitors can type any address where an interview begins, so erasing a candidate leaves requests with an unverified address: check `eraseAskedAt`, and decide. Returns 409 under a legal hold. Role: MEMBER or higher. */
  delete(requestId: string, options: Change = {}): Promise<Schemas["RequestDeleted"]> {
    return this.sender.data("DELETE", fill("/requests/{id}", requestId), options);
  }

  /** Get a request. Includes its interview, how the address was verified, and the legal deadline for an answer. Role: VIEWER or higher. */
  get(requestId: string, options: Options = {}): Promise<Schemas["RequestAcrossOut"]> {
    return this.sender.data("GET", fill("/requests/{id}", requestId), options);
  }

  /** Update a request. Marks a request as done without informing the person, or reopens it. An erased request stays closed. Role: MEMBER or higher. */
  update(requestId: string, body: Schemas["RequestChange"], options: Change = {}): Promise<Schemas["RequestOut"]> {
    return this.sender.data("PATCH", fill("/requests/{id}", requestId), options, body);
  }

  /** Decide about a request. Closes an open request, and emails the person the decision and your reason. `ERASED` permanently deletes the name and message, and the address once that email has been sent. It leaves a receipt. It deletes nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: the request is already closed, or is to be erased under a legal hold. Role: MEMBER or higher. */
  decide(
    requestId: string,
    body: Schemas["RequestDecisionIn"],
    options: Post = {},
  ): Promise<Schemas["RequestDecidedOut"]> {
    return this.sender.data("POST", fill("/requests/{id}/decision", requestId), options, body);
  }
}

/** The text of files and web pages. */
export class Documents extends Resource {
  /** Read a file. The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. The type is detected from the content, and the file is not stored. A file that takes more than 4 seconds of processor time to read is refused, with the reason. Role: MEMBER or higher. */
  read(
    content: Upload,
    options: {
      mediaType:
        | "application/msword"
        | "application/octet-stream"
        | "application/pdf"
        | "application/vnd.ms-excel"
        | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        | "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        | "text/csv"
        | "text/html"
        | "text/markdown"
        | "text/plain";
    } & Post,
  ): Promise<Schemas["DocumentOut"]> {
    return this.sender.data("POST", "/documents", options, undefined, content);
  }

  /** Read a web page. The text of a public web page or file. Role: MEMBER or higher. */
  readPage(body: Schemas["PageIn"], options: Post = {}): Promise<Schemas["DocumentOut"]> {
    return this.sender.data("POST", "/documents/page", options, body);
  }
}

/** Interviews drafted from a goal, a job or a résumé, and changed in plain words. Nothing is stored. */
export class Drafts extends Resource {
  /** Draft an interview. Drafts an interview from a goal, a document or the address of a document. The draft is streamed: each question and criterion is sent as soon as it is complete, so you keep what arrived if you disconnect. A model writes the draft if one is available; otherwise it comes from a question bank. `origin` says which. If a question breaks the rules, the model is asked for another; `leftOutParts` lists what is still missing. Nothing is stored. Role: MEMBER or higher. */
  create(body: Schemas["DraftIn"], options: Options = {}): AsyncIterable<Schemas["DraftEvent"]> {
    return this.sender.events("POST", "/drafts", options, body);
  }

  /** Change a draft in plain words. Returns proposed changes, each with the old and the new value. None of them is applied: your texts stay as they are until you change them. You can send the parts of a draft as you received them. Without a model, only requests to add, remove or move a question are understood. Role: MEMBER or higher. */
  refine(body: Schemas["RefineIn"], options: Post = {}): Promise<Schemas["RefinementOut"]> {
    return this.sender.data("POST", "/drafts/refine", options, body);
  }
}

/** Simulated candidates take an interview before anyone is invited. */
export class Rehearsals extends Resource {
  /** List rehearsals. Rehearsals of an interview, newest first, without their results. Role: VIEWER or higher. */
  list(interviewId: string, options: Query<"listRehearsals"> & Options = {}): Pages<Schemas["RehearsalOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/rehearsals", interviewId), options);
  }

  /** Rehearse an interview. Interviews simulated candidates with the real engine, in the background. A rehearsal leaves no session and no report, and uses no session hours, but a model's tokens are counted. Role: MEMBER or higher. */
  create(interviewId: string, body: Schemas["RehearsalIn"], options: Post = {}): Promise<Schemas["RehearsalOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/rehearsals", interviewId), options, body);
  }

  /** Get a rehearsal. A rehearsal with its results so far, candidate by candidate. Role: VIEWER or higher. */
  get(rehearsalId: string, options: Options = {}): Promise<Schemas["RehearsalDetail"]> {
    return this.sender.data("GET", fill("/rehearsals/{id}", rehearsalId), options);
  }
}

/** How much of its plan an organization has used. */
export class Usage extends Resource {
  /** Get usage and limits. How much of its plan the organization has used. Session hours and tokens are for this month. Role: VIEWER or higher. */
  get(options: Options = {}): Promise<Schemas["UsageOut"]> {
    return this.sender.data("GET", "/usage", options);
  }

  /** List usage by month. Newest first, each with the projects that you can access. Tokens are counted for the whole organization. Role: VIEWER or higher. */
  listMonths(options: Query<"listMonths"> & Options = {}): Promise<Schemas["MonthOut"][]> {
    return this.sender.data("GET", "/usage/months", options);
  }

  /** List the plans. The plans of this deployment. Role: VIEWER or higher. */
  listPlans(options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("GET", "/usage/plans", options);
  }

  /** Choose a plan. Returns 403 if the deployment sends people elsewhere to choose a plan (`AURAL_UPGRADE_URL`). Not in test mode. Role: OWNER. */
  choosePlan(body: Schemas["PlanChange"], options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("PATCH", "/usage/plans", options, body);
  }
}

/** Ready-made interviews to start from. */
export class Templates extends Resource {
  /** List templates. Ready-made interviews. `POST /interviews/import` creates an interview from a template's `file`. Role: VIEWER or higher. */
  list(options: Query<"listTemplates"> & Options = {}): Promise<Schemas["TemplateOut"][]> {
    return this.sender.data("GET", "/templates", options);
  }
}

/** Copies of an interview, stored when it is published or a session begins. */
export class Versions extends Resource {
  /** Get the last change. The last person to change the interview's own fields or one of its questions, and the time. Show it after a 412. Both are null if the change can't be attributed, such as after a version was restored. Role: VIEWER or higher. */
  getLastChange(
    interviewId: string,
    options: Query<"getLastChange"> & Options = {},
  ): Promise<Schemas["LastChangeOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/last-change", interviewId), options);
  }

  /** List versions. Copies of the interview, stored when it is published or a session begins, newest first. Role: VIEWER or higher. */
  list(interviewId: string, options: Query<"listVersions"> & Options = {}): Pages<Schemas["VersionSummary"]> {
    return this.sender.page("GET", fill("/interviews/{id}/versions", interviewId), options);
  }

  /** Get a version. Includes its full content. Role: VIEWER or higher. */
  get(versionId: string, options: Options = {}): Promise<Schemas["VersionOut"]> {
    return this.sender.data("GET", fill("/versions/{id}", versionId), options);
  }

  /** Compare a version. Compares it field by field with another version of the interview, or with the interview as it is now. Role: VIEWER or higher. */
  getDifference(versionId: string, options: Query<"getDifference"> & Options = {}): Promise<Schemas["DifferenceOut"]> {
    return this.sender.data("GET", fill("/versions/{id}/difference", versionId), options);
  }

  /** Restore a version. The interview returns to this version. Its current content is kept as a version. Role: MEMBER or higher. */
  restore(versionId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/versions/{id}/restore", versionId), options);
  }
}

/** Questions saved for reuse. */
export class Library extends Resource {
  /** List library questions. The question library, newest first. Role: VIEWER or higher. */
  list(options: Query<"listLibrary"> & Options = {}): Pages<Schemas["LibraryQuestionOut"]> {
    return this.sender.page("GET", "/library", options);
  }

  /** Save a question to the library. To use it in an interview, send the response as a new question there. Role: MEMBER or higher. */
  saveTo(body: Schemas["LibraryQuestionIn"], options: Post = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("POST", "/library", options, body);
  }

  /** Delete a library question. Deletes it only from the library. Interviews that use it keep it. Role: MEMBER or higher. */
  deleteQuestion(libraryId: string, options: Change = {}): Promise<Schemas["Forgotten"]> {
    return this.sender.data("DELETE", fill("/library/{id}", libraryId), options);
  }

  /** Get a library question. The ETag is its version, for `If-Match`. Role: VIEWER or higher. */
  getQuestion(libraryId: string, options: Options = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("GET", fill("/library/{id}", libraryId), options);
  }

  /** Change a library question. Omitted fields keep their values. Interviews that use it are not changed. Role: MEMBER or higher. */
  updateQuestion(
    libraryId: string,
    body: Schemas["LibraryQuestionChange"],
    options: Change = {},
  ): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("PATCH", fill("/library/{id}", libraryId), options, body);
  }
}

/** People who sign in. */
export class Accounts extends Resource {
  /** Get the caller. The signed-in person, or the holder of the key, and the organization that the request works in. Role: VIEWER or higher. */
  getMe(options: Options = {}): Promise<Schemas["MeOut"]> {
    return this.sender.data("GET", "/me", options);
  }
}

/** API keys: creating, listing and revoking them. */
export class Keys extends Resource {
  /** List API keys. Keys that access only projects that you can access, including revoked keys, newest first. Each shows only its first characters. Role: VIEWER or higher. */
  list(options: Query<"listKeys"> & Options = {}): Pages<Schemas["KeyOut"]> {
    return this.sender.page("GET", "/keys", options);
  }

  /** Create an API key. Returns the key itself, once. It has no more permissions and no later expiry than the key or person that creates it. Role: ADMIN or higher. */
  create(body: Schemas["KeyIn"], options: Post = {}): Promise<Schemas["NewKeyOut"]> {
    return this.sender.data("POST", "/keys", options, body);
  }

  /** List scopes. Scopes that you can give to a key. Role: VIEWER or higher. */
  listScopes(options: Options = {}): Promise<Schemas["ScopeOut"][]> {
    return this.sender.data("GET", "/keys/scopes", options);
  }

  /** Revoke an API key. The key stops working. Revoking it twice is not an error. Role: ADMIN or higher. */
  revoke(keyId: string, options: Options = {}): Promise<Schemas["KeyOut"]> {
    return this.sender.data("DELETE", fill("/keys/{id}", keyId), options);
  }
}

/** Aggregated results of many sessions. */
export class Insights extends Resource {
  /** Get insights across interviews. Covers all interviews that the caller can access. Role: VIEWER or higher. */
  getOverall(options: Query<"getOverallInsights"> & Options = {}): Promise<Schemas["OverallOut"]> {
    return this.sender.data("GET", "/insights", options);
  }

  /** Get insights of an interview. Completion, questions, levels, themes with quotes, and the interviewer's conduct, across sessions. Role: VIEWER or higher. */
  get(interviewId: string, options: Query<"getInsights"> & Options = {}): Promise<Schemas["InsightsOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/insights", interviewId), options);
  }
}

/** Links that open a report without an account. */
export class Shares extends Resource {
  /** List shared links. Links to a session's report, newest first, including those that no longer work. Role: VIEWER or higher. */
  list(sessionId: string, options: Query<"listShares"> & Options = {}): Pages<Schemas["ShareOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/shares", sessionId), options);
  }

  /** Share a report. Creates a link that opens the chosen parts without an account. `url` is returned only once. Role: MEMBER or higher. */
  create(sessionId: string, body: Schemas["ShareIn"], options: Post = {}): Promise<Schemas["ShareMade"]> {
    return this.sender.data("POST", fill("/sessions/{id}/shares", sessionId), options, body);
  }

  /** Revoke a shared link. The link stops working. Revoking it twice isn't an error. Role: MEMBER or higher. */
  revoke(shareId: string, options: Options = {}): Promise<Schemas["ShareOut"]> {
    return this.sender.data("DELETE", fill("/shares/{id}", shareId), options);
  }

  /** List views of a shared link. Each time the link was opened, newest first. Role: VIEWER or higher. */
  listViews(shareId: string, options: Query<"listShareViews"> & Options = {}): Pages<Schemas["ViewOut"]> {
    return this.sender.page("GET", fill("/shares/{id}/views", shareId), options);
  }
}

/** Settings of an organization. */
export class Settings extends Resource {
  /** Preview what would be erased of an interview. Lists what a retention period of the interview would erase, and when. Nothing is set or erased. Role: VIEWER or higher. */
  previewInterviewErasures(
    interviewId: string,
    options: Query<"previewInterviewErasures"> & Options = {},
  ): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/erasures", interviewId), options);
  }

  /** Get the retention of an interview's candidates. Also says whether the interview follows the organization's retention. Role: VIEWER or higher. */
  getInterviewRetention(interviewId: string, options: Options = {}): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/retention", interviewId), options);
  }

  /** Set the retention of an interview's candidates. Replaces the organization's retention; `followsOrganization` restores it. Role: ADMIN or higher. */
  updateInterviewRetention(
    interviewId: string,
    body: Schemas["OwnRetentionChange"],
    options: Change = {},
  ): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/retention", interviewId), options, body);
  }

  /** Get the brand. The organization's brand as candidates see it. Role: VIEWER or higher. */
  getBrand(options: Options = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("GET", "/settings/brand", options);
  }

  /** Change the brand. Any accent is accepted: `tints` are the colors that the pages show for it in each theme. Role: ADMIN or higher. */
  updateBrand(body: Schemas["BrandChange"], options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("PATCH", "/settings/brand", options, body);
  }

  /** Remove the logo. Removing it twice is not an error. Role: ADMIN or higher. */
  removeLogo(options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("DELETE", "/settings/brand/logo", options);
  }

  /** Set the logo. A PNG, JPEG or WebP picture. It is scaled to at most 480 × 160 pixels. Role: ADMIN or higher. */
  setLogo(
    content: Upload,
    options: { mediaType: "image/jpeg" | "image/png" | "image/webp" } & Post,
  ): Promise<Schemas["BrandOut"]> {
    return this.sender.data("POST", "/settings/brand/logo", options, undefined, content);
  }

  /** Preview what would be erased. Lists what a retention period of the organization would erase, and when. Nothing is set or erased. Role: VIEWER or higher. */
  previewErasures(options: Query<"previewErasures"> & Options = {}): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", "/settings/erasures", options);
  }

  /** Get the fairness setting. Says whether candidates are asked for their sex and ethnicity after a hiring interview. Only the candidate can read their answers; `aural audit bias` counts them. Role: VIEWER or higher. */
  getFairness(options: Options = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("GET", "/settings/fairness", options);
  }

  /** Turn the fairness questions on or off. Off by default: in many countries, asking needs a legal basis. After you switch it off, existing answers stay until their candidates are erased. Role: ADMIN or higher. */
  updateFairness(body: Schemas["FairnessChange"], options: Change = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("PATCH", "/settings/fairness", options, body);
  }

  /** Get the languages. The default languages of new interviews and of reports. Role: VIEWER or higher. */
  getLanguages(options: Options = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("GET", "/settings/languages", options);
  }

  /** Change the languages. Existing interviews and reports keep their language. Role: ADMIN or higher. */
  updateLanguages(body: Schemas["LanguagesChange"], options: Change = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("PATCH", "/settings/languages", options, body);
  }

  /** Get the language model. The model that this organization uses. Its key is never returned. Role: VIEWER or higher. */
  getModel(options: Options = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("GET", "/settings/model", options);
  }

  /** Choose the language model. Takes effect from the next turn. The key is stored encrypted, and used only for this address. Not in test mode. Role: ADMIN or higher. */
  updateModel(body: Schemas["EngineChange"], options: Change = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("PATCH", "/settings/model", options, body);
  }

  /** Try a model. Checks the model and has it phrase a follow-up. Fields that are sent replace the current settings, for this trial only. The tokens count toward the plan. Not in test mode. Role: ADMIN or higher. */
  tryModel(body: Schemas["EngineChange"], options: Post = {}): Promise<Schemas["TrialOut"]> {
    return this.sender.data("POST", "/settings/model/try", options, body);
  }

  /** Get the retention of candidates. How long candidates are kept, with their sessions, transcripts and reports. Recordings and integrity data may be deleted earlier. Interviews may have their own retention. Role: VIEWER or higher. */
  getRetention(options: Options = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("GET", "/settings/retention", options);
  }

  /** Set the retention of candidates. Candidates past their retention period are erased the following night (UTC), and requests that belong to no candidate are deleted. Preview the erasures first. Role: ADMIN or higher. */
  updateRetention(body: Schemas["RetentionChange"], options: Change = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("PATCH", "/settings/retention", options, body);
  }

  /** List interviews with their own retention. Newest first. Role: VIEWER or higher. */
  listOwnRetention(options: Query<"listOwnRetention"> & Options = {}): Pages<Schemas["InterviewKeptOut"]> {
    return this.sender.page("GET", "/settings/retention/interviews", options);
  }

  /** Get the voice settings. The speech engines that the operator has set up, their languages, and the voice capacity. Role: VIEWER or higher. */
  getVoice(options: Options = {}): Promise<Schemas["VoiceOut"]> {
    return this.sender.data("GET", "/settings/voice", options);
  }

  /** Hear a sample of the voice. One fixed sentence as a WAV file. Returns 409 if there is no voice, or it cannot speak right now. Not in test mode. Role: ADMIN or higher. */
  getVoiceSample(options: Query<"getVoiceSample"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/settings/voice/sample", options);
  }
}

/** Notifying other systems of events. */
export class Webhooks extends Resource {
  /** List endpoints. Endpoints of the projects that you can access, oldest first. Role: MEMBER or higher. */
  list(options: Options = {}): Promise<Schemas["WebhookOut"][]> {
    return this.sender.data("GET", "/webhooks", options);
  }

  /** Add an endpoint. The secret is shown only once. Addresses in private networks are refused. Role: ADMIN or higher. */
  create(body: Schemas["WebhookIn"], options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", "/webhooks", options, body);
  }

  /** Delete an endpoint. Deletes it with its delivery log. Pending deliveries are not sent. Role: ADMIN or higher. */
  delete(webhookId: string, options: Change = {}): Promise<Schemas["WebhookDeleted"]> {
    return this.sender.data("DELETE", fill("/webhooks/{id}", webhookId), options);
  }

  /** Get an endpoint. Includes the results of its newest deliveries. Role: MEMBER or higher. */
  get(webhookId: string, options: Options = {}): Promise<Schemas["WebhookOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}", webhookId), options);
  }

  /** Change an endpoint. Changes its address, its events, or whether it is on. Switching it off cancels pending deliveries. Role: ADMIN or higher. */
  update(webhookId: string, body: Schemas["WebhookChange"], options: Change = {}): Promise<Schemas["WebhookOut"]> {
    return this.sender.data("PATCH", fill("/webhooks/{id}", webhookId), options, body);
  }

  /** List deliveries. Newest first. Role: MEMBER or higher. */
  listDeliveries(
    webhookId: string,
    options: Query<"listWebhookDeliveries"> & Options = {},
  ): Pages<Schemas["DeliveryOut"]> {
    return this.sender.page("GET", fill("/webhooks/{id}/deliveries", webhookId), options);
  }

  /** Get a delivery. Includes the payload, and each attempt with its response. Role: MEMBER or higher. */
  getDelivery(webhookId: string, deliveryId: string, options: Options = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Send a delivery again. Creates a new delivery of the same event, with the same `webhook-id`. Role: ADMIN or higher. */
  replayDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Try a delivery now. The delivery must be waiting for its next attempt. This attempt is in addition to the planned ones. Role: ADMIN or higher. */
  tryDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}/try", webhookId, deliveryId), options);
  }

  /** Send the events of a period again. Includes events that occurred while the endpoint was off. Events are kept for 30 days. Role: ADMIN or higher. */
  replayEvents(webhookId: string, body: Schemas["ReplayIn"], options: Post = {}): Promise<Schemas["ReplayOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/replay", webhookId), options, body);
  }

  /** Give an endpoint a new secret. For 24 hours, until `previousSecretUntil`, the previous secret signs too, and each delivery carries both signatures. Rotating again within that time ends the oldest secret at once. Role: ADMIN or higher. */
  rotateSecret(webhookId: string, options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/rotate-secret", webhookId), options);
  }

  /** Send a test. Sends a `webhook.test` event to this endpoint only, whichever events it is set to receive. Role: ADMIN or higher. */
  test(webhookId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/test", webhookId), options);
  }
}

/** Applicant tracking systems that send candidates. */
export class Integrations extends Resource {
  /** List connections. Connections to applicant tracking systems, oldest first. Initially there are none. Not in test mode. Role: MEMBER or higher. */
  list(options: Options = {}): Promise<Schemas["IntegrationOut"][]> {
    return this.sender.data("GET", "/integrations", options);
  }

  /** Connect a tracking system. The connection's key is shown only once: give it to the vendor. Not in test mode. Role: ADMIN or higher. */
  create(body: Schemas["IntegrationIn"], options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", "/integrations", options, body);
  }

  /** Delete a connection. The vendor can no longer find interviews here and gets no notifications. Candidates stay. Not in test mode. Role: ADMIN or higher. */
  delete(integrationId: string, options: Change = {}): Promise<Schemas["IntegrationDeleted"]> {
    return this.sender.data("DELETE", fill("/integrations/{id}", integrationId), options);
  }

  /** Get a connection. Includes when the vendor last called. Not in test mode. Role: MEMBER or higher. */
  get(integrationId: string, options: Options = {}): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("GET", fill("/integrations/{id}", integrationId), options);
  }

  /** Change a connection. Switches it on or off, or replaces the vendor's key. Not in test mode. Role: ADMIN or higher. */
  update(
    integrationId: string,
    body: Schemas["IntegrationChange"],
    options: Change = {},
  ): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("PATCH", fill("/integrations/{id}", integrationId), options, body);
  }

  /** List candidates that the vendor has sent. Newest first, each with the time of the last notification, or the reason why the vendor did not accept it. Not in test mode. Role: MEMBER or higher. */
  listAssessments(
    integrationId: string,
    options: Query<"listAssessments"> & Options = {},
  ): Pages<Schemas["AssessmentOut"]> {
    return this.sender.page("GET", fill("/integrations/{id}/assessments", integrationId), options);
  }

  /** Notify the vendor again. Sends the current status again if the vendor did not accept it before. Not in test mode. Role: ADMIN or higher. */
  tellAssessment(integrationId: string, assessmentId: string, options: Post = {}): Promise<Schemas["AssessmentOut"]> {
    return this.sender.data(
      "POST",
      fill("/integrations/{id}/assessments/{assessmentId}", integrationId, assessmentId),
      options,
    );
  }

  /** Give a connection a new key. The previous key works for seven more days. Not in test mode. Role: ADMIN or higher. */
  rotateKey(integrationId: string, options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", fill("/integrations/{id}/rotate-key", integrationId), options);
  }
}

/** Legal holds, which prevent erasure. */
export class Holds extends Resource {
  /** Hold a candidate. The candidate cannot be erased until the hold is lifted, not even at their own request. Role: ADMIN or higher. */
  holdCandidate(candidateId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/holds", candidateId), options, body);
  }

  /** List legal holds. Newest first. Role: ADMIN or higher. */
  list(options: Query<"listHolds"> & Options = {}): Pages<Schemas["HoldOut"]> {
    return this.sender.page("GET", "/holds", options);
  }

  /** Lift a legal hold. Candidates past their retention period are erased the following night (UTC). Role: ADMIN or higher. */
  lift(holdId: string, options: Options = {}): Promise<Schemas["HoldLifted"]> {
    return this.sender.data("DELETE", fill("/holds/{id}", holdId), options);
  }

  /** Hold an interview. None of its candidates can be erased until the hold is lifted. Role: ADMIN or higher. */
  holdInterview(interviewId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/holds", interviewId), options, body);
  }

  /** Hold a session. The session's candidate, with all their sessions, cannot be erased until the hold is lifted. Role: ADMIN or higher. */
  holdSession(sessionId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/sessions/{id}/holds", sessionId), options, body);
  }
}

/** The organizations that a person works in. */
export class Organizations extends Resource {
  /** Get the organization. The organization of the key, or the one that the signed-in person works in. Role: VIEWER or higher. */
  get(options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("GET", "/organization", options);
  }

  /** Rename the organization. Candidates see the new name too, unless the brand has its own name. Not in test mode. Role: OWNER. */
  rename(body: Schemas["OrganizationChange"], options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("PATCH", "/organization", options, body);
  }
}

/** Members of an organization, their roles, and invitations. */
export class Members extends Resource {
  /** List invitations. Unused invitations, newest first. Not in test mode. Role: ADMIN or higher. */
  listInvitations(options: Query<"listInvitations"> & Options = {}): Pages<Schemas["InvitationOut"]> {
    return this.sender.page("GET", "/invitations", options);
  }

  /** Invite a member. Returns a link that works once, for 7 days. Not in test mode. Role: ADMIN or higher. */
  createInvitation(body: Schemas["InvitationIn"], options: Post = {}): Promise<Schemas["InvitationMade"]> {
    return this.sender.data("POST", "/invitations", options, body);
  }

  /** Revoke an invitation. Its link stops working. Not in test mode. Role: ADMIN or higher. */
  revokeInvitation(invitationId: string, options: Options = {}): Promise<Schemas["InvitationRevoked"]> {
    return this.sender.data("DELETE", fill("/invitations/{id}", invitationId), options);
  }

  /** List members. Newest first. A caller who is restricted to projects sees only members with access to one of them. Not in test mode. Role: VIEWER or higher. */
  list(options: Query<"listMembers"> & Options = {}): Pages<Schemas["MemberOut"]> {
    return this.sender.page("GET", "/members", options);
  }

  /** Remove a member. The member loses access at once. Their keys and invitations in the organization are revoked. Not in test mode. Role: ADMIN or higher. */
  remove(memberId: string, options: Options = {}): Promise<Schemas["MemberRemoved"]> {
    return this.sender.data("DELETE", fill("/members/{id}", memberId), options);
  }

  /** Change a member. Changes the role and projects. Keys and invitations of this member that allow more are revoked. The last owner stays an owner. Not in test mode. Role: ADMIN or higher. */
  update(memberId: string, body: Schemas["MemberChange"], options: Options = {}): Promise<Schemas["MemberOut"]> {
    return this.sender.data("PATCH", fill("/members/{id}", memberId), options, body);
  }
}

/** Filters and orders of lists, saved under a name. */
export class Views extends Resource {
  /** List saved views. Your own views of lists and those that are shared in the organization, sorted by name. Role: VIEWER or higher. */
  list(options: Query<"listViews"> & Options = {}): Promise<Schemas["SavedViewOut"][]> {
    return this.sender.data("GET", "/views", options);
  }

  /** Save a view. Saves a list's filters and order under a name, for you or for the organization. Role: MEMBER or higher. */
  create(body: Schemas["SavedViewIn"], options: Post = {}): Promise<Schemas["SavedViewOut"]> {
    return this.sender.data("POST", "/views", options, body);
  }

  /** Delete a saved view. Only its author and admins can delete a shared view. Role: MEMBER or higher. */
  delete(viewId: string, options: Options = {}): Promise<Schemas["SavedViewDeleted"]> {
    return this.sender.data("DELETE", fill("/views/{id}", viewId), options);
  }

  /** Change a saved view. Omitted fields keep their values. Only its author and admins can change a shared view. Role: MEMBER or higher. */
  update(viewId: string, body: Schemas["SavedViewChange"], options: Options = {}): Promise<Schemas["SavedViewOut"]> {
    return this.sender.data("PATCH", fill("/views/{id}", viewId), options, body);
  }
}

/** Folders of interviews, which members and keys may be restricted to. */
export class Projects extends Resource {
  /** List projects. Projects that the caller can access, newest first. Role: VIEWER or higher. */
  list(options: Query<"listProjects"> & Options = {}): Pages<Schemas["OwnProjectOut"]> {
    return this.sender.page("GET", "/projects", options);
  }

  /** Create a project. Its name must be unique in the organization. Role: ADMIN or higher. */
  create(body: Schemas["ProjectIn"], options: Post = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("POST", "/projects", options, body);
  }

  /** Delete a project. The project must not have interviews, webhook endpoints or connections, and not be the organization's last one. Its library questions move to the oldest of the other projects. Role: ADMIN or higher. */
  delete(projectId: string, options: Options = {}): Promise<Schemas["ProjectDeleted"]> {
    return this.sender.data("DELETE", fill("/projects/{id}", projectId), options);
  }

  /** Rename a project. Its name must be unique in the organization. Role: ADMIN or higher. */
  rename(projectId: string, body: Schemas["ProjectChange"], options: Options = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("PATCH", fill("/projects/{id}", projectId), options, body);
  }
}

/** A record of changes and of access to personal data. */
export class Audit extends Resource {
  /** List the audit log. Changes, sessions that were read, files that were downloaded, and sign-ins, newest first. Role: ADMIN or higher. */
  list(options: Query<"listAudit"> & Options = {}): Pages<Schemas["AuditEntryOut"]> {
    return this.sender.page("GET", "/audit", options);
  }

  /** Verify the chain. Whether every line of the audit log is present and unchanged. Role: ADMIN or higher. */
  verify(options: Options = {}): Promise<Schemas["VerdictOut"]> {
    return this.sender.data("GET", "/audit/chain", options);
  }

  /** Export the audit log. A CSV file of the lines that match, with every change that was made before the export. Returns 400 if more than 50,000 lines match. Role: ADMIN or higher. */
  export(options: Query<"exportAudit"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/audit/export", options);
  }

  /** Export the chain, signed. One JSON object per line, for `aural audit verify`, which needs no server and no secret, and names the first line that was changed. The file contains random ids and keyed digests, but no names or addresses. It has every change that was made before the export. Role: ADMIN or higher. */
  exportLog(options: Options = {}): Promise<Download> {
    return this.sender.file("GET", "/audit/log", options);
  }
}

/** All operations that a key can call, by resource. */
export class Resources {
  readonly interviews: Interviews;
  readonly questions: Questions;
  readonly sessions: Sessions;
  readonly recordings: Recordings;
  readonly reviews: Reviews;
  readonly candidates: Candidates;
  readonly requests: Requests;
  readonly documents: Documents;
  readonly drafts: Drafts;
  readonly rehearsals: Rehearsals;
  readonly usage: Usage;
  readonly templates: Templates;
  readonly versions: Versions;
  readonly library: Library;
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly insights: Insights;
  readonly shares: Shares;
  readonly settings: Settings;
  readonly webhooks: Webhooks;
  readonly integrations: Integrations;
  readonly holds: Holds;
  readonly organizations: Organizations;
  readonly members: Members;
  readonly views: Views;
  readonly projects: Projects;
  readonly audit: Audit;

  constructor(sender: Sender) {
    this.interviews = new Interviews(sender);
    this.questions = new Questions(sender);
    this.sessions = new Sessions(sender);
    this.recordings = new Recordings(sender);
    this.reviews = new Reviews(sender);
    this.candidates = new Candidates(sender);
    this.requests = new Requests(sender);
    this.documents = new Documents(sender);
    this.drafts = new Drafts(sender);
    this.rehearsals = new Rehearsals(sender);
    this.usage = new Usage(sender);
    this.templates = new Templates(sender);
    this.versions = new Versions(sender);
    this.library = new Library(sender);
    this.accounts = new Accounts(sender);
    this.keys = new Keys(sender);
    this.insights = new Insights(sender);
    this.shares = new Shares(sender);
    this.settings = new Settings(sender);
    this.webhooks = new Webhooks(sender);
    this.integrations = new Integrations(sender);
    this.holds = new Holds(sender);
    this.organizations = new Organizations(sender);
    this.members = new Members(sender);
    this.views = new Views(sender);
    this.projects = new Projects(sender);
    this.audit = new Audit(sender);
  }
}
