// Made by `make api` from the OpenAPI document d31382225bc8588b37128a4f0108e53355adcb0c5d618800f8b8c5d94a6206b3
import type { Change, Download, Options, Pages, Post, Sender, Upload } from "./sender.ts";
import { fill } from "./sender.ts";
import type { components, operations } from "./schema.ts";

/** The shapes of requests and answers, by their names in the OpenAPI document. */
export type Schemas = components["schemas"];
type Query<Id extends keyof operations> = Omit<NonNullable<operations[Id]["parameters"]["query"]>, "cursor">;

class Resource {
  protected readonly sender: Sender;

  constructor(sender: Sender) {
    this.sender = sender;
  }
}

/** Interviews by an AI interviewer: questions, criteria and rules. */
export class Interviews extends Resource {
  /** List interviews. Interviews that the key can access, including archived ones, newest first. Role: VIEWER or more. */
  list(options: Query<"listInterviews"> & Options = {}): Pages<Schemas["InterviewOut"]> {
    return this.sender.page("GET", "/interviews", options);
  }

  /** Create an interview. Active and invite-only, in the first project that the key can access. Role: MEMBER or more. */
  create(body: Schemas["InterviewIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews", options, body);
  }

  /** Create an interview from a file. Of what `GET /interviews/{id}/file` or a template gives, in the first project within reach. Role: MEMBER or more. */
  import(body: Schemas["InterviewFile"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews/import", options, body);
  }

  /** Archive an interview. Accepts no new sessions from then on; existing sessions remain. Archiving it twice is not an error. Role: MEMBER or more. */
  archive(interviewId: string, options: Change = {}): Promise<Schemas["Archived"]> {
    return this.sender.data("DELETE", fill("/interviews/{id}", interviewId), options);
  }

  /** Get an interview. With its questions in their order and the number of its sessions. Role: VIEWER or more. */
  get(interviewId: string, options: Options = {}): Promise<Schemas["InterviewDetail"]> {
    return this.sender.data("GET", fill("/interviews/{id}", interviewId), options);
  }

  /** Update an interview. Omitted fields keep their values. Running sessions keep the version they started with. Role: MEMBER or more. */
  update(
    interviewId: string,
    body: Schemas["InterviewChange"],
    options: Change = {},
  ): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}", interviewId), options, body);
  }

  /** Check an interview. Leading, double or protected-trait questions, criteria without a question, how long it takes, and the model usage to expect. Role: VIEWER or more. */
  getChecks(interviewId: string, options: Options = {}): Promise<Schemas["ChecksOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/checks", interviewId), options);
  }

  /** Duplicate an interview. A new one with the same settings, criteria and questions, invite-only and without sessions. Role: MEMBER or more. */
  duplicate(interviewId: string, body: Schemas["DuplicateIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/duplicate", interviewId), options, body);
  }

  /** Save an interview as a file. Settings, criteria and questions as JSON; nothing about candidates or sessions. Role: VIEWER or more. */
  export(interviewId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/interviews/{id}/file", interviewId), options);
  }

  /** Move an interview to another project. With its sessions and candidates. Role: MEMBER or more. */
  move(interviewId: string, body: Schemas["MoveIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/move", interviewId), options, body);
  }

  /** Preview an interview. A link to a real room on a copy of it, open for four hours. It is not counted, listed or reported. Not in test mode. Role: MEMBER or more. */
  preview(interviewId: string, options: Post = {}): Promise<Schemas["PreviewLink"]> {
    return this.sender.data("POST", fill("/interviews/{id}/preview", interviewId), options);
  }

  /** Publish an interview. Activates it, lets anyone with the link take it, and returns the link. Role: MEMBER or more. */
  publish(interviewId: string, options: Post = {}): Promise<Schemas["Published"]> {
    return this.sender.data("POST", fill("/interviews/{id}/publish", interviewId), options);
  }

  /** Restore an archived interview. The same people as before can take it again. Restoring an active interview changes nothing. Role: MEMBER or more. */
  unarchive(interviewId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unarchive", interviewId), options);
  }

  /** Unpublish an interview. Ends the public link, so that the interview is by invitation only. Its public name stays, for its candidates' links. Role: MEMBER or more. */
  unpublish(interviewId: string, options: Post = {}): Promise<Schemas["Unpublished"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unpublish", interviewId), options);
  }
}

/** The questions of an interview, in order and without gaps. */
export class Questions extends Resource {
  /** List questions. All questions of an interview in their order. Role: VIEWER or more. */
  list(interviewId: string, options: Options = {}): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("GET", fill("/interviews/{id}/questions", interviewId), options);
  }

  /** Create questions. One object or an array, all or nothing; answered in the request's order. An interview has at most 200 questions. Role: MEMBER or more. */
  create(
    interviewId: string,
    body: Schemas["QuestionIn"] | Schemas["QuestionIn"][],
    options: Post = {},
  ): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("POST", fill("/interviews/{id}/questions", interviewId), options, body);
  }

  /** Delete a question. Removes it permanently; the others move up. Role: MEMBER or more. */
  delete(questionId: string, options: Change = {}): Promise<Schemas["Deleted"]> {
    return this.sender.data("DELETE", fill("/questions/{id}", questionId), options);
  }

  /** Get a question. With its version, so that a change cannot overwrite a newer one. Role: VIEWER or more. */
  get(questionId: string, options: Options = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("GET", fill("/questions/{id}", questionId), options);
  }

  /** Update a question. Omitted fields keep their values. A new order moves the question and shifts the others. Role: MEMBER or more. */
  update(questionId: string, body: Schemas["QuestionChange"], options: Change = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("PATCH", fill("/questions/{id}", questionId), options, body);
  }
}

/** Interviews that candidates took, with transcripts and reports. */
export class Sessions extends Resource {
  /** Compare sessions. Two to four sessions side by side, with quotes and people's ratings. Never a total or a ranking. Role: VIEWER or more. */
  compare(options: Query<"compareSessions"> & Options = {}): Promise<Schemas["ComparisonOut"]> {
    return this.sender.data("GET", "/comparisons", options);
  }

  /** List sessions. Sessions of an interview with their reports, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/sessions", interviewId), options);
  }

  /** List the sessions of all interviews. Sessions that the caller can access, with their reports, newest first. Role: VIEWER or more. */
  listAll(options: Query<"listAllSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", "/sessions", options);
  }

  /** Download sessions as a table. One row per session, with separate levels by the AI and by people, as CSV or XLSX. It takes all filters of the list, and is created while it is sent, regardless of its length. Role: VIEWER or more. */
  exportAll(options: Query<"exportSessions"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/sessions/export", options);
  }

  /** Get a session. With its messages in their order and its interview. Role: VIEWER or more. */
  get(sessionId: string, options: Options = {}): Promise<Schemas["SessionDetail"]> {
    return this.sender.data("GET", fill("/sessions/{id}", sessionId), options);
  }

  /** Get the background of a report. The questions and criteria as they were, the author of the report, stops of the clock, consents. Role: VIEWER or more. */
  getBackground(sessionId: string, options: Options = {}): Promise<Schemas["BackgroundOut"]> {
    return this.sender.data("GET", fill("/sessions/{id}/background", sessionId), options);
  }

  /** Download a report. As PDF, Markdown or JSON with the transcript, or the transcript alone as text or captions. 409 where the interview is too long for a file of this format. Role: VIEWER or more. */
  export(sessionId: string, options: Query<"exportSession"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/sessions/{id}/export", sessionId), options);
  }

  /** Download a file of a session. A drawing's scene or picture, always as an attachment. Role: VIEWER or more. */
  getFile(sessionId: string, fileId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/sessions/{id}/files/{fileId}", sessionId, fileId), options);
  }

  /** Get the signals of integrity of a session. How it was taken, where `antiCheatingEnabled` was on and the candidate agreed: a timeline to ask about, with the candidate's words. It changes no score, and no one fails because of it. Role: VIEWER or more. */
  getIntegrity(sessionId: string, options: Options = {}): Promise<Schemas["IntegrityOut"]> {
    return this.sender.data("GET", fill("/sessions/{id}/integrity", sessionId), options);
  }

  /** Get the keystrokes of a session. How code was typed, where the candidate agreed to that; else nothing. Role: VIEWER or more. */
  getKeystrokes(sessionId: string, options: Options = {}): Promise<Schemas["KeystrokesOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/keystrokes", sessionId), options);
  }

  /** Watch a session. Server-sent events: what was said behind `after`, then each message as it is stored, and the state of the session. It closes when the session ends, and after five minutes: then request it again. Role: MEMBER or more. */
  watch(sessionId: string, options: Query<"watchSession"> & Options = {}): AsyncIterable<Schemas["LiveEvent"]> {
    return this.sender.events("GET", fill("/sessions/{id}/live", sessionId), options);
  }

  /** List the reports of a session. Newest first; replaced reports stay unchanged. Role: VIEWER or more. */
  listReports(sessionId: string, options: Options = {}): Promise<Schemas["ReportOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Rewrite a report. With the current model and the same transcript. The previous report stays readable. Role: MEMBER or more. */
  createReport(sessionId: string, options: Post = {}): Promise<Schemas["ReportWish"]> {
    return this.sender.data("POST", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Get the work of a session. Code and drawings of each question as they were last saved, even if they were never sent. Role: VIEWER or more. */
  getWork(sessionId: string, options: Options = {}): Promise<Schemas["WorkOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/work", sessionId), options);
  }
}

/** Camera, screen and voice of a session, where the candidate agreed. */
export class Recordings extends Resource {
  /** Get the captions of a recording. WebVTT, created from the corrected transcript, with the times of the file. Role: VIEWER or more. */
  getCaptions(recordingId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/recordings/{id}/captions", recordingId), options);
  }

  /** Get a link to a recording. It plays or downloads the file for a few minutes without a key, in ranges too. Role: VIEWER or more. */
  getLink(recordingId: string, options: Query<"getRecordingLink"> & Options = {}): Promise<Schemas["LinkOut"]> {
    return this.sender.data("GET", fill("/recordings/{id}/link", recordingId), options);
  }

  /** List a session's recordings. Of camera, screen and voice, in the order in which they began, including those that are not ready yet. Role: VIEWER or more. */
  list(sessionId: string, options: Options = {}): Promise<Schemas["RecordingOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/recordings", sessionId), options);
  }
}

/** Ratings, comments and decisions by people, alongside the AI's ratings. */
export class Reviews extends Resource {
  /** List comments. Of a session and its messages, newest first. Role: VIEWER or more. */
  listComments(sessionId: string, options: Query<"listComments"> & Options = {}): Pages<Schemas["CommentOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/comments", sessionId), options);
  }

  /** Comment on a session. Or on one of its messages. Role: MEMBER or more. */
  createComment(sessionId: string, body: Schemas["CommentIn"], options: Post = {}): Promise<Schemas["CommentOut"]> {
    return this.sender.data("POST", fill("/sessions/{id}/comments", sessionId), options, body);
  }

  /** Delete a comment. Your own only. Role: MEMBER or more. */
  deleteComment(sessionId: string, commentId: string, options: Change = {}): Promise<Schemas["CommentDeleted"]> {
    return this.sender.data("DELETE", fill("/sessions/{id}/comments/{commentId}", sessionId, commentId), options);
  }

  /** Change a comment. Your own only. Role: MEMBER or more. */
  updateComment(
    sessionId: string,
    commentId: string,
    body: Schemas["CommentChange"],
    options: Change = {},
  ): Promise<Schemas["CommentOut"]> {
    return this.sender.data("PATCH", fill("/sessions/{id}/comments/{commentId}", sessionId, commentId), options, body);
  }

  /** List decisions. Newest first: the first one counts. Role: VIEWER or more. */
  listDecisions(sessionId: string, options: Query<"listDecisions"> & Options = {}): Pages<Schemas["DecisionOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/decisions", sessionId), options);
  }

  /** List people's ratings. With their history, newest first. Before the AI's levels are shown to you: your own only. Role: VIEWER or more. */
  listRatings(sessionId: string, options: Query<"listRatings"> & Options = {}): Pages<Schemas["HumanRatingOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/ratings", sessionId), options);
  }

  /** Rate a session. One criterion or several, all or nothing. They are shown next to the AI's levels and change none of them. Role: MEMBER or more. */
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
  /** List candidates across interviews. All candidates that the key can reach, newest first, each with interview and sessions. Role: VIEWER or more. */
  listEvery(options: Query<"listEveryCandidate"> & Options = {}): Pages<Schemas["CandidateAcrossOut"]> {
    return this.sender.page("GET", "/candidates", options);
  }

  /** Erase a candidate. Permanently deletes the candidate with all sessions, transcripts and files; returns a receipt. 409 under a legal hold. Role: MEMBER or more. */
  erase(candidateId: string, options: Change = {}): Promise<Schemas["ReceiptOut"]> {
    return this.sender.data("DELETE", fill("/candidates/{id}", candidateId), options);
  }

  /** Get a candidate. With all sessions, newest first, and what was kept of a résumé. Role: VIEWER or more. */
  get(candidateId: string, options: Options = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("GET", fill("/candidates/{id}", candidateId), options);
  }

  /** Change a candidate. Omitted fields keep their values. A later `expiresAt` extends the link. Role: MEMBER or more. */
  update(
    candidateId: string,
    body: Schemas["CandidateChange"],
    options: Change = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("PATCH", fill("/candidates/{id}", candidateId), options, body);
  }

  /** Export all data about a candidate. Every row of every table, as one JSON file, including comments and ratings by others: for a subject access request. It leaves out data that only the candidate may read: adjustments, and sex and ethnicity. These are in the export that candidates create themselves. Role: ADMIN or more. */
  export(candidateId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/candidates/{id}/data", candidateId), options);
  }

  /** Create a new link. The old link and the browsers that used it lose access. A revoked candidate gets access again. Role: MEMBER or more. */
  renewLink(
    candidateId: string,
    body: Schemas["NewLinkIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/link", candidateId), options, body);
  }

  /** Allow a retake. The link starts another session, with the interview as it is then. The earlier session stays. Role: MEMBER or more. */
  allowRetake(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/retake", candidateId), options);
  }

  /** Revoke a link. The personal link can no longer start an interview. A candidate who is in the interview may finish it. Role: MEMBER or more. */
  revokeLink(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/revoke", candidateId), options);
  }

  /** Email an invitation or a reminder. With the interview's email templates; an invitation may be sent again. Role: MEMBER or more. */
  sendLetter(
    candidateId: string,
    body: Schemas["LetterIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/send", candidateId), options, body);
  }

  /** Simulate a candidate. A simulated candidate opens the personal link, consents and answers to the end, in the background: with everything that follows when a person does. A SILENT one waits as a silent person would. In test mode only. Role: MEMBER or more. */
  simulate(
    candidateId: string,
    body: Schemas["SimulationIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/simulate", candidateId), options, body);
  }

  /** Discard a list. Candidates created from it stay. Role: MEMBER or more. */
  deleteImport(importId: string, options: Change = {}): Promise<Schemas["ImportDeleted"]> {
    return this.sender.data("DELETE", fill("/imports/{id}", importId), options);
  }

  /** Get a list that is being imported. Checked against the candidates that the interview has now. Role: VIEWER or more. */
  getImport(importId: string, options: Options = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("GET", fill("/imports/{id}", importId), options);
  }

  /** Map columns and fix rows. Checks the list again. No one is invited. Role: MEMBER or more. */
  updateImport(importId: string, body: Schemas["ImportChange"], options: Change = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("PATCH", fill("/imports/{id}", importId), options, body);
  }

  /** Import the ready rows. Creates candidates from the next 500 rows that are ready, all or none; repeat it with the answer's `writtenCount` until `isDone`. A repeated step creates no candidate twice. Role: MEMBER or more. */
  confirmImport(importId: string, body: Schemas["ConfirmIn"], options: Post = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("POST", fill("/imports/{id}/confirm", importId), options, body);
  }

  /** Download the rows to fix. As CSV, each with its reason; no cell is run as a formula. Role: VIEWER or more. */
  getImportProblems(importId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/imports/{id}/problems", importId), options);
  }

  /** Count candidates. How many candidates of the interview have each status. Role: VIEWER or more. */
  count(interviewId: string, options: Options = {}): Promise<Schemas["CandidateCounts"]> {
    return this.sender.data("GET", fill("/interviews/{id}/candidate-counts", interviewId), options);
  }

  /** List candidates. Invitations, newest first, all or those asked for; a page where `limit` or `cursor` is given. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listCandidates"> & Options = {}): Pages<Schemas["CandidateOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/candidates", interviewId), options);
  }

  /** Invite candidates. One object or an array of at most 500, all or nothing; answers a personal link for each. Role: MEMBER or more. */
  create(
    interviewId: string,
    body: Schemas["CandidateIn"] | Schemas["CandidateIn"][],
    options: Post = {},
  ): Promise<Schemas["CandidateOut"][]> {
    return this.sender.data("POST", fill("/interviews/{id}/candidates", interviewId), options, body);
  }

  /** Read a list of candidates. A CSV or XLSX file of at most 5,000 rows: its columns, a guess of their content, and each row to fix. No one is invited; the list is kept for a day. Role: MEMBER or more. */
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

  /** Email many candidates. Queues an invitation or a reminder to each of these, or to all who were not invited yet. Role: MEMBER or more. */
  sendLetters(interviewId: string, body: Schemas["SendingIn"], options: Post = {}): Promise<Schemas["SendingOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/invitations", interviewId), options, body);
  }

  /** Preview an email. The email as a candidate would get it, except for the link's token. Nothing is sent. Role: MEMBER or more. */
  previewLetter(interviewId: string, body: Schemas["PreviewIn"], options: Post = {}): Promise<Schemas["PreviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/letter-preview", interviewId), options, body);
  }

  /** Get the email templates of an interview. The texts of the invitation and the reminder, when they are sent, and who is notified when a session is done. Role: VIEWER or more. */
  getLetters(interviewId: string, options: Options = {}): Promise<Schemas["LettersOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/letters", interviewId), options);
  }

  /** Change the email templates of an interview. Omitted fields keep their values; null restores the built-in text. Role: MEMBER or more. */
  updateLetters(
    interviewId: string,
    body: Schemas["LettersChange"],
    options: Change = {},
  ): Promise<Schemas["LettersOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/letters", interviewId), options, body);
  }

  /** Read a résumé. Proposes name, email and phone, by the model where there is one. Nothing is written, and no file is kept. Role: MEMBER or more. */
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

/** Requests by candidates: an interview or a review by a person, or an adjustment. */
export class Requests extends Resource {
  /** List requests. Requests by candidates of an interview, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listRequests"> & Options = {}): Pages<Schemas["RequestOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/requests", interviewId), options);
  }

  /** List requests of all interviews. Requests of candidates. With `state=OPEN` oldest first, as their time runs out first; else newest first. Role: VIEWER or more. */
  listAll(options: Query<"listAllRequests"> & Options = {}): Pages<Schemas["RequestAcrossOut"]> {
    return this.sender.page("GET", "/requests", options);
  }

  /** Count requests. The number of requests that wait for a decision. Role: VIEWER or more. */
  count(options: Options = {}): Promise<Schemas["RequestCountOut"]> {
    return this.sender.data("GET", "/requests/counts", options);
  }

  /** Delete a request. Deletes the request permanently. Visitors can type any address where an interview begins, so erasing a candidate leaves requests whose address is unproved: check `eraseAskedAt`, and decide. Role: MEMBER or more. */
  delete(requestId: string, options: Change = {}): Promise<Schemas["RequestDeleted"]> {
    return this.sender.data("DELETE", fill("/requests/{id}", requestId), options);
  }

  /** Get a request. With its interview, how the address is known, and until when the law wants an answer. Role: VIEWER or more. */
  get(requestId: string, options: Options = {}): Promise<Schemas["RequestAcrossOut"]> {
    return this.sender.data("GET", fill("/requests/{id}", requestId), options);
  }

  /** Update a request. Marks it as done without telling the person, or opens it again. An erased one stays closed. Role: MEMBER or more. */
  update(requestId: string, body: Schemas["RequestChange"], options: Change = {}): Promise<Schemas["RequestOut"]> {
    return this.sender.data("PATCH", fill("/requests/{id}", requestId), options, body);
  }

  /** Decide about a request. Closes an open request, and emails the person the decision and your reason. `ERASED` deletes name, address and message permanently, the address once that email has gone out, and leaves a receipt. It deletes nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: it is closed already. Role: MEMBER or more. */
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
  /** Read a file. The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. Its type is detected from its content, and it is not kept. A file that cannot be read within 5 seconds is refused, with the reason. Role: MEMBER or more. */
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

  /** Read a web page. The text of a public web page, or of a file at its address. Role: MEMBER or more. */
  readPage(body: Schemas["PageIn"], options: Post = {}): Promise<Schemas["DocumentOut"]> {
    return this.sender.data("POST", "/documents/page", options, body);
  }
}

/** Interviews drafted from a goal, a job or a résumé, and changed in plain words. Nothing is stored. */
export class Drafts extends Resource {
  /** Draft an interview. From a goal, a document or the address of one, streamed: each question and criterion is sent once complete, and stays if you disconnect. By the model where one is set, else from a question bank; `origin` says which. A model is asked again for a question that breaks the rules; `leftOutParts` says what is still missing. Nothing is stored. Role: MEMBER or more. */
  create(body: Schemas["DraftIn"], options: Options = {}): AsyncIterable<Schemas["DraftEvent"]> {
    return this.sender.events("POST", "/drafts", options, body);
  }

  /** Change a draft in plain words. The parts of a draft can be sent as they came. Returns proposals with the old and the new values. None is applied: your texts stay until you change them. Without a model, only adding, removing and moving a question is understood. Role: MEMBER or more. */
  refine(body: Schemas["RefineIn"], options: Post = {}): Promise<Schemas["RefinementOut"]> {
    return this.sender.data("POST", "/drafts/refine", options, body);
  }
}

/** Simulated candidates take an interview before anyone is invited. */
export class Rehearsals extends Resource {
  /** List rehearsals. Of an interview, newest first, without their results. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listRehearsals"> & Options = {}): Pages<Schemas["RehearsalOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/rehearsals", interviewId), options);
  }

  /** Rehearse an interview. Interviews simulated candidates with the real engine, in the background. It leaves no session and no report, and uses no session hours; a model's tokens count. Role: MEMBER or more. */
  create(interviewId: string, body: Schemas["RehearsalIn"], options: Post = {}): Promise<Schemas["RehearsalOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/rehearsals", interviewId), options, body);
  }

  /** Get a rehearsal. With its results so far, candidate by candidate. Role: VIEWER or more. */
  get(rehearsalId: string, options: Options = {}): Promise<Schemas["RehearsalDetail"]> {
    return this.sender.data("GET", fill("/rehearsals/{id}", rehearsalId), options);
  }
}

/** An organization's usage of its plan. */
export class Usage extends Resource {
  /** Get usage and limits. The organization's usage of its plan; session hours and tokens are for this month. Role: VIEWER or more. */
  get(options: Options = {}): Promise<Schemas["UsageOut"]> {
    return this.sender.data("GET", "/usage", options);
  }

  /** List usage by month. Newest first, each with the projects that you can access. Tokens are counted for the whole organization. Role: VIEWER or more. */
  listMonths(options: Query<"listMonths"> & Options = {}): Promise<Schemas["MonthOut"][]> {
    return this.sender.data("GET", "/usage/months", options);
  }

  /** List the plans. The plans of this deployment. Role: VIEWER or more. */
  listPlans(options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("GET", "/usage/plans", options);
  }

  /** Choose a plan. Where the deployment does not send people elsewhere for that (`AURAL_UPGRADE_URL`). Not in test mode. Role: OWNER or more. */
  choosePlan(body: Schemas["PlanChange"], options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("PATCH", "/usage/plans", options, body);
  }
}

/** Ready-made interviews to start from. */
export class Templates extends Resource {
  /** List templates. Interviews to begin with. `POST /interviews/import` creates one from a template's `file`. Role: VIEWER or more. */
  list(options: Query<"listTemplates"> & Options = {}): Promise<Schemas["TemplateOut"][]> {
    return this.sender.data("GET", "/templates", options);
  }
}

/** Copies of an interview from when it was published or a session began. */
export class Versions extends Resource {
  /** Get the last change. The last person to change the interview's own fields or one of its questions, and when. Show it after a 412. Role: VIEWER or more. */
  getLastChange(
    interviewId: string,
    options: Query<"getLastChange"> & Options = {},
  ): Promise<Schemas["LastChangeOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/last-change", interviewId), options);
  }

  /** List versions. Copies of the interview from when it was published or a session began, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listVersions"> & Options = {}): Pages<Schemas["VersionSummary"]> {
    return this.sender.page("GET", fill("/interviews/{id}/versions", interviewId), options);
  }

  /** Get a version. With its full content. Role: VIEWER or more. */
  get(versionId: string, options: Options = {}): Promise<Schemas["VersionOut"]> {
    return this.sender.data("GET", fill("/versions/{id}", versionId), options);
  }

  /** Compare a version. With another one of the same interview, or with the interview as it is now, field by field. Role: VIEWER or more. */
  getDifference(versionId: string, options: Query<"getDifference"> & Options = {}): Promise<Schemas["DifferenceOut"]> {
    return this.sender.data("GET", fill("/versions/{id}/difference", versionId), options);
  }

  /** Restore a version. The interview returns to this version. Its current content is kept as a version. Role: MEMBER or more. */
  restore(versionId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/versions/{id}/restore", versionId), options);
  }
}

/** Questions saved for reuse. */
export class Library extends Resource {
  /** List kept questions. The question library, newest first. Role: VIEWER or more. */
  list(options: Query<"listLibrary"> & Options = {}): Pages<Schemas["LibraryQuestionOut"]> {
    return this.sender.page("GET", "/library", options);
  }

  /** Keep a question. For reuse in any interview: send the answer as a new question. Role: MEMBER or more. */
  saveTo(body: Schemas["LibraryQuestionIn"], options: Post = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("POST", "/library", options, body);
  }

  /** Delete a library question. From the library only: interviews that use it keep it. Role: MEMBER or more. */
  deleteQuestion(libraryId: string, options: Change = {}): Promise<Schemas["Forgotten"]> {
    return this.sender.data("DELETE", fill("/library/{id}", libraryId), options);
  }

  /** Get a library question. With its version, for `If-Match`. Role: VIEWER or more. */
  getQuestion(libraryId: string, options: Options = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("GET", fill("/library/{id}", libraryId), options);
  }

  /** Change a library question. Omitted fields keep their values. Interviews that use it are not changed. Role: MEMBER or more. */
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
  /** Get the caller. The signed-in person, or the holder of the key, and the organization that the request works in. Role: VIEWER or more. */
  getMe(options: Options = {}): Promise<Schemas["MeOut"]> {
    return this.sender.data("GET", "/me", options);
  }
}

/** API keys: creating, listing and revoking them. */
export class Keys extends Resource {
  /** List API keys. Keys with no more access than yours, including revoked ones, newest first. Never the keys themselves. Role: VIEWER or more. */
  list(options: Query<"listKeys"> & Options = {}): Pages<Schemas["KeyOut"]> {
    return this.sender.page("GET", "/keys", options);
  }

  /** Create an API key. Returns the key itself, once. It has no more permissions and no later expiry than the key or person that creates it. Role: ADMIN or more. */
  create(body: Schemas["KeyIn"], options: Post = {}): Promise<Schemas["NewKeyOut"]> {
    return this.sender.data("POST", "/keys", options, body);
  }

  /** List scopes. Scopes that you can give to a key. Role: VIEWER or more. */
  listScopes(options: Options = {}): Promise<Schemas["ScopeOut"][]> {
    return this.sender.data("GET", "/keys/scopes", options);
  }

  /** Revoke an API key. It stops working. Revoking it twice is not an error. Role: ADMIN or more. */
  revoke(keyId: string, options: Options = {}): Promise<Schemas["KeyOut"]> {
    return this.sender.data("DELETE", fill("/keys/{id}", keyId), options);
  }
}

/** Aggregated results of many sessions. */
export class Insights extends Resource {
  /** Get insights across interviews. Of all interviews that the caller can access. Role: VIEWER or more. */
  getOverall(options: Query<"getOverallInsights"> & Options = {}): Promise<Schemas["OverallOut"]> {
    return this.sender.data("GET", "/insights", options);
  }

  /** Get insights of an interview. Completion, questions, levels, themes with quotes, and the interviewer's performance, across sessions. Role: VIEWER or more. */
  get(interviewId: string, options: Query<"getInsights"> & Options = {}): Promise<Schemas["InsightsOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/insights", interviewId), options);
  }
}

/** Links that open a report without an account. */
export class Shares extends Resource {
  /** List shared links. Links to a session's report, newest first, including expired ones. Role: VIEWER or more. */
  list(sessionId: string, options: Query<"listShares"> & Options = {}): Pages<Schemas["ShareOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/shares", sessionId), options);
  }

  /** Share a report. Creates a link that opens the chosen parts without an account. It is shown only once. Role: MEMBER or more. */
  create(sessionId: string, body: Schemas["ShareIn"], options: Post = {}): Promise<Schemas["ShareMade"]> {
    return this.sender.data("POST", fill("/sessions/{id}/shares", sessionId), options, body);
  }

  /** Revoke a shared link. It stops working. Revoking it twice is not an error. Role: MEMBER or more. */
  revoke(shareId: string, options: Options = {}): Promise<Schemas["ShareOut"]> {
    return this.sender.data("DELETE", fill("/shares/{id}", shareId), options);
  }

  /** List who opened a shared link. Each time that it was opened, newest first. Role: VIEWER or more. */
  listViews(shareId: string, options: Query<"listShareViews"> & Options = {}): Pages<Schemas["ViewOut"]> {
    return this.sender.page("GET", fill("/shares/{id}/views", shareId), options);
  }
}

/** Settings of an organization. */
export class Settings extends Resource {
  /** Preview what would be erased of an interview. With a retention that you may choose for it, and when. Nothing is set or erased. Role: VIEWER or more. */
  previewInterviewErasures(
    interviewId: string,
    options: Query<"previewInterviewErasures"> & Options = {},
  ): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/erasures", interviewId), options);
  }

  /** Get the retention of an interview's candidates. And whether the interview follows the organization. Role: VIEWER or more. */
  getInterviewRetention(interviewId: string, options: Options = {}): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/retention", interviewId), options);
  }

  /** Set the retention of an interview's candidates. Instead of the organization's retention; `followsOrganization` restores that. Role: ADMIN or more. */
  updateInterviewRetention(
    interviewId: string,
    body: Schemas["OwnRetentionChange"],
    options: Change = {},
  ): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/retention", interviewId), options, body);
  }

  /** Get the brand. The brand of the organization that candidates see. Role: VIEWER or more. */
  getBrand(options: Options = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("GET", "/settings/brand", options);
  }

  /** Change the brand. An accent that cannot be seen in one of the themes is refused. Role: ADMIN or more. */
  updateBrand(body: Schemas["BrandChange"], options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("PATCH", "/settings/brand", options, body);
  }

  /** Remove the logo. Removing it twice is not an error. Role: ADMIN or more. */
  removeLogo(options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("DELETE", "/settings/brand/logo", options);
  }

  /** Set the logo. A PNG, JPEG or WebP picture. It is scaled to at most 480 × 160 pixels. Role: ADMIN or more. */
  setLogo(
    content: Upload,
    options: { mediaType: "image/jpeg" | "image/png" | "image/webp" } & Post,
  ): Promise<Schemas["BrandOut"]> {
    return this.sender.data("POST", "/settings/brand/logo", options, undefined, content);
  }

  /** Preview what would be erased. With a retention that the organization may choose, and when. Nothing is set or erased. Role: VIEWER or more. */
  previewErasures(options: Query<"previewErasures"> & Options = {}): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", "/settings/erasures", options);
  }

  /** Get the fairness questions. Whether candidates are asked, after an interview for hiring, for their sex and ethnicity. Only the candidate can read an answer: `aural audit bias` counts them. Role: VIEWER or more. */
  getFairness(options: Options = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("GET", "/settings/fairness", options);
  }

  /** Set the fairness questions. Off by default: in many countries, asking needs a legal basis. Once switched off, existing answers stay until their candidates are erased. Role: ADMIN or more. */
  updateFairness(body: Schemas["FairnessChange"], options: Change = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("PATCH", "/settings/fairness", options, body);
  }

  /** Get the languages. The languages of new interviews and of reports. Role: VIEWER or more. */
  getLanguages(options: Options = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("GET", "/settings/languages", options);
  }

  /** Change the languages. Existing interviews keep theirs; reports change from the next one on. Role: ADMIN or more. */
  updateLanguages(body: Schemas["LanguagesChange"], options: Change = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("PATCH", "/settings/languages", options, body);
  }

  /** Get the language model. For this organization. Its key is never returned. Role: VIEWER or more. */
  getModel(options: Options = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("GET", "/settings/model", options);
  }

  /** Choose the language model. Takes effect from the next turn. The key is stored encrypted, for this address only. Not in test mode. Role: ADMIN or more. */
  updateModel(body: Schemas["EngineChange"], options: Change = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("PATCH", "/settings/model", options, body);
  }

  /** Try a model. Tries the current settings, with the fields that are sent in their place: checks the model, and has it word a follow-up. Nothing is changed; the tokens count. Not in test mode. Role: ADMIN or more. */
  tryModel(body: Schemas["EngineChange"], options: Post = {}): Promise<Schemas["TrialOut"]> {
    return this.sender.data("POST", "/settings/model/try", options, body);
  }

  /** Get the retention of candidates. With their sessions, transcripts and reports. Recordings and integrity data may be deleted earlier. Interviews may have their own retention. Role: VIEWER or more. */
  getRetention(options: Options = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("GET", "/settings/retention", options);
  }

  /** Set the retention of candidates. Candidates past their retention period are erased in the night (UTC) that follows. Get the erasures first. Role: ADMIN or more. */
  updateRetention(body: Schemas["RetentionChange"], options: Change = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("PATCH", "/settings/retention", options, body);
  }

  /** List interviews with their own retention. Newest first. Role: VIEWER or more. */
  listOwnRetention(options: Query<"listOwnRetention"> & Options = {}): Pages<Schemas["InterviewKeptOut"]> {
    return this.sender.page("GET", "/settings/retention/interviews", options);
  }

  /** Get the voice settings. As the operator has set it up: its engines, their languages, and the voice capacity. Role: VIEWER or more. */
  getVoice(options: Options = {}): Promise<Schemas["VoiceOut"]> {
    return this.sender.data("GET", "/settings/voice", options);
  }

  /** Hear a sample of the voice. One fixed sentence as a WAV file. 409 where there is no voice, or it cannot speak right now. Not in test mode. Role: ADMIN or more. */
  getVoiceSample(options: Query<"getVoiceSample"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/settings/voice/sample", options);
  }
}

/** Notifying other systems of events. */
export class Webhooks extends Resource {
  /** List endpoints. Endpoints of the projects that you can access, oldest first. Role: MEMBER or more. */
  list(options: Options = {}): Promise<Schemas["WebhookOut"][]> {
    return this.sender.data("GET", "/webhooks", options);
  }

  /** Add an endpoint. Its secret is shown only once. Addresses inside a network are refused. Role: ADMIN or more. */
  create(body: Schemas["WebhookIn"], options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", "/webhooks", options, body);
  }

  /** Delete an endpoint. With its delivery log. Pending deliveries are not sent. Role: ADMIN or more. */
  delete(webhookId: string, options: Change = {}): Promise<Schemas["WebhookDeleted"]> {
    return this.sender.data("DELETE", fill("/webhooks/{id}", webhookId), options);
  }

  /** Get an endpoint. With the status of its newest deliveries. Role: MEMBER or more. */
  get(webhookId: string, options: Options = {}): Promise<Schemas["WebhookOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}", webhookId), options);
  }

  /** Change an endpoint. Its address and events, and whether it is on. Switching it off cancels pending deliveries. Role: ADMIN or more. */
  update(webhookId: string, body: Schemas["WebhookChange"], options: Change = {}): Promise<Schemas["WebhookOut"]> {
    return this.sender.data("PATCH", fill("/webhooks/{id}", webhookId), options, body);
  }

  /** List deliveries. Newest first. Role: MEMBER or more. */
  listDeliveries(
    webhookId: string,
    options: Query<"listWebhookDeliveries"> & Options = {},
  ): Pages<Schemas["DeliveryOut"]> {
    return this.sender.page("GET", fill("/webhooks/{id}/deliveries", webhookId), options);
  }

  /** Get a delivery. The payload, and each attempt with its response. Role: MEMBER or more. */
  getDelivery(webhookId: string, deliveryId: string, options: Options = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Send a delivery again. A new delivery of the same event, with the same `webhook-id`. Role: ADMIN or more. */
  replayDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Try a delivery now. One that waits for its next attempt. This attempt is in addition to the planned ones. Role: ADMIN or more. */
  tryDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}/try", webhookId, deliveryId), options);
  }

  /** Send the events of a period again. Including those that occurred while the endpoint was off; they are kept for 30 days. Role: ADMIN or more. */
  replayEvents(webhookId: string, body: Schemas["ReplayIn"], options: Post = {}): Promise<Schemas["ReplayOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/replay", webhookId), options, body);
  }

  /** Give an endpoint a new secret. For 24 hours the previous secret signs too: each delivery carries both signatures. Called again within these hours, it ends the older of the two at once: `previousSecretUntil` says until when there are two. Role: ADMIN or more. */
  rotateSecret(webhookId: string, options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/rotate-secret", webhookId), options);
  }

  /** Send a test. An event `webhook.test`, to this endpoint alone, regardless of its events. Role: ADMIN or more. */
  test(webhookId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/test", webhookId), options);
  }
}

/** Applicant tracking systems that send candidates. */
export class Integrations extends Resource {
  /** List connections. Connections to applicant tracking systems, oldest first. Initially there are none. Not in test mode. Role: MEMBER or more. */
  list(options: Options = {}): Promise<Schemas["IntegrationOut"][]> {
    return this.sender.data("GET", "/integrations", options);
  }

  /** Connect a tracking system. Its key is shown only once: give it to the vendor. Not in test mode. Role: ADMIN or more. */
  create(body: Schemas["IntegrationIn"], options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", "/integrations", options, body);
  }

  /** Delete a connection. The vendor can no longer find interviews here and gets no notifications. Candidates stay. Not in test mode. Role: ADMIN or more. */
  delete(integrationId: string, options: Change = {}): Promise<Schemas["IntegrationDeleted"]> {
    return this.sender.data("DELETE", fill("/integrations/{id}", integrationId), options);
  }

  /** Get a connection. With when the vendor called last. Not in test mode. Role: MEMBER or more. */
  get(integrationId: string, options: Options = {}): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("GET", fill("/integrations/{id}", integrationId), options);
  }

  /** Change a connection. Switches it on or off, or replaces the vendor's key. Not in test mode. Role: ADMIN or more. */
  update(
    integrationId: string,
    body: Schemas["IntegrationChange"],
    options: Change = {},
  ): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("PATCH", fill("/integrations/{id}", integrationId), options, body);
  }

  /** List candidates that the vendor has sent. Newest first, each with the notification that was sent and the reason if the vendor did not accept it. Not in test mode. Role: MEMBER or more. */
  listAssessments(
    integrationId: string,
    options: Query<"listAssessments"> & Options = {},
  ): Pages<Schemas["AssessmentOut"]> {
    return this.sender.page("GET", fill("/integrations/{id}/assessments", integrationId), options);
  }

  /** Notify the vendor again. Sends the current status again if the vendor did not accept it before. Not in test mode. Role: ADMIN or more. */
  tellAssessment(integrationId: string, assessmentId: string, options: Post = {}): Promise<Schemas["AssessmentOut"]> {
    return this.sender.data(
      "POST",
      fill("/integrations/{id}/assessments/{assessmentId}", integrationId, assessmentId),
      options,
    );
  }

  /** Give a connection a new key. The previous key works for seven more days. Not in test mode. Role: ADMIN or more. */
  rotateKey(integrationId: string, options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", fill("/integrations/{id}/rotate-key", integrationId), options);
  }
}

/** Legal holds, which prevent erasure. */
export class Holds extends Resource {
  /** Hold a candidate. The candidate cannot be erased until the hold is lifted, not even at their own request. Role: ADMIN or more. */
  holdCandidate(candidateId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/holds", candidateId), options, body);
  }

  /** List legal holds. Newest first. Role: ADMIN or more. */
  list(options: Query<"listHolds"> & Options = {}): Pages<Schemas["HoldOut"]> {
    return this.sender.page("GET", "/holds", options);
  }

  /** Lift a legal hold. Candidates past their retention period are erased in the night (UTC) that follows. Role: ADMIN or more. */
  lift(holdId: string, options: Options = {}): Promise<Schemas["HoldLifted"]> {
    return this.sender.data("DELETE", fill("/holds/{id}", holdId), options);
  }

  /** Hold an interview. None of its candidates can be erased until the hold is lifted. Role: ADMIN or more. */
  holdInterview(interviewId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/holds", interviewId), options, body);
  }

  /** Hold a session. Its candidate, with all sessions, cannot be erased until the hold is lifted. Role: ADMIN or more. */
  holdSession(sessionId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/sessions/{id}/holds", sessionId), options, body);
  }
}

/** The organizations that a person works in. */
export class Organizations extends Resource {
  /** Get the organization. The organization of the key, or the one that the signed-in person works in. Role: VIEWER or more. */
  get(options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("GET", "/organization", options);
  }

  /** Rename the organization. Candidates see its name too. Not in test mode. Role: OWNER or more. */
  rename(body: Schemas["OrganizationChange"], options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("PATCH", "/organization", options, body);
  }
}

/** Members of an organization, their roles, and invitations. */
export class Members extends Resource {
  /** List invitations. Unused invitations, newest first. Not in test mode. Role: ADMIN or more. */
  listInvitations(options: Query<"listInvitations"> & Options = {}): Pages<Schemas["InvitationOut"]> {
    return this.sender.page("GET", "/invitations", options);
  }

  /** Invite a member. Returns a link that works once, for 7 days. Not in test mode. Role: ADMIN or more. */
  createInvitation(body: Schemas["InvitationIn"], options: Post = {}): Promise<Schemas["InvitationMade"]> {
    return this.sender.data("POST", "/invitations", options, body);
  }

  /** Revoke an invitation. Its link stops working. Not in test mode. Role: ADMIN or more. */
  revokeInvitation(invitationId: string, options: Options = {}): Promise<Schemas["InvitationRevoked"]> {
    return this.sender.data("DELETE", fill("/invitations/{id}", invitationId), options);
  }

  /** List members. Newest first. A caller who is restricted to projects sees the members of these projects. Not in test mode. Role: VIEWER or more. */
  list(options: Query<"listMembers"> & Options = {}): Pages<Schemas["MemberOut"]> {
    return this.sender.page("GET", "/members", options);
  }

  /** Remove a member. The member loses access at once: their keys here and their invitations are revoked. Not in test mode. Role: ADMIN or more. */
  remove(memberId: string, options: Options = {}): Promise<Schemas["MemberRemoved"]> {
    return this.sender.data("DELETE", fill("/members/{id}", memberId), options);
  }

  /** Change a member. Role and projects. The member's keys and invitations with wider access end. An owner remains. Not in test mode. Role: ADMIN or more. */
  update(memberId: string, body: Schemas["MemberChange"], options: Options = {}): Promise<Schemas["MemberOut"]> {
    return this.sender.data("PATCH", fill("/members/{id}", memberId), options, body);
  }
}

/** Folders of interviews, which members and keys may be restricted to. */
export class Projects extends Resource {
  /** List projects. Projects that the caller can access, newest first. Role: VIEWER or more. */
  list(options: Query<"listProjects"> & Options = {}): Pages<Schemas["OwnProjectOut"]> {
    return this.sender.page("GET", "/projects", options);
  }

  /** Create a project. Its name must be unique in the organization. Role: ADMIN or more. */
  create(body: Schemas["ProjectIn"], options: Post = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("POST", "/projects", options, body);
  }

  /** Delete a project. Only an empty one, and never the last. Role: ADMIN or more. */
  delete(projectId: string, options: Options = {}): Promise<Schemas["ProjectDeleted"]> {
    return this.sender.data("DELETE", fill("/projects/{id}", projectId), options);
  }

  /** Rename a project. Its name must be unique in the organization. Role: ADMIN or more. */
  rename(projectId: string, body: Schemas["ProjectChange"], options: Options = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("PATCH", fill("/projects/{id}", projectId), options, body);
  }
}

/** A record of changes and of access to personal data. */
export class Audit extends Resource {
  /** List the audit log. Newest first: changes, sessions that were read, files that were downloaded, sign-ins. Role: ADMIN or more. */
  list(options: Query<"listAudit"> & Options = {}): Pages<Schemas["AuditEntryOut"]> {
    return this.sender.page("GET", "/audit", options);
  }

  /** Verify the chain. Whether every line of the audit log is present and unchanged. Role: ADMIN or more. */
  verify(options: Options = {}): Promise<Schemas["VerdictOut"]> {
    return this.sender.data("GET", "/audit/chain", options);
  }

  /** Export the audit log. As a CSV file, at most 50,000 lines, with every change that was answered before. Role: ADMIN or more. */
  export(options: Query<"exportAudit"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/audit/export", options);
  }

  /** Export the chain, signed. One JSON object per line, for `aural audit verify`: it needs no server and no secret, and names the first line that was changed. It contains random ids and keyed digests, no name and no address, and every change answered before the export. Role: ADMIN or more. */
  exportLog(options: Options = {}): Promise<Download> {
    return this.sender.file("GET", "/audit/log", options);
  }
}

/** All that a key can do, by what it is about. */
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
    this.projects = new Projects(sender);
    this.audit = new Audit(sender);
  }
}
