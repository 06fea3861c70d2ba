// Made by `make api` from the OpenAPI document f90731dfbbed8af1e752449dc6a6d892e67614b652351365656c309a53494450
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

/** What an AI interviewer asks, of whom, and how. */
export class Interviews extends Resource {
  /** List interviews. Interviews that the key can reach, archived ones too, newest first. Role: VIEWER or more. */
  list(options: Query<"listInterviews"> & Options = {}): Pages<Schemas["InterviewOut"]> {
    return this.sender.page("GET", "/interviews", options);
  }

  /** Create an interview. Active and invite-only, in the first project that the key can reach. Role: MEMBER or more. */
  create(body: Schemas["InterviewIn"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews", options, body);
  }

  /** Make an interview from a file. Of what `GET /interviews/{id}/file` or a template gives, in the first project within reach. Role: MEMBER or more. */
  import(body: Schemas["InterviewFile"], options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", "/interviews/import", options, body);
  }

  /** Archive an interview. Takes no new sessions from then on; its sessions remain. Doing it twice is no error. Role: MEMBER or more. */
  archive(interviewId: string, options: Change = {}): Promise<Schemas["Archived"]> {
    return this.sender.data("DELETE", fill("/interviews/{id}", interviewId), options);
  }

  /** Get an interview. With its questions in their order and the number of its sessions. Role: VIEWER or more. */
  get(interviewId: string, options: Options = {}): Promise<Schemas["InterviewDetail"]> {
    return this.sender.data("GET", fill("/interviews/{id}", interviewId), options);
  }

  /** Update an interview. What is left out stays as it is. Sessions that run already keep what they started with. Role: MEMBER or more. */
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

  /** Preview an interview. A link to a real room on a copy of it, open for four hours: counted, listed and reported nowhere. Not in test mode. Role: MEMBER or more. */
  preview(interviewId: string, options: Post = {}): Promise<Schemas["PreviewLink"]> {
    return this.sender.data("POST", fill("/interviews/{id}/preview", interviewId), options);
  }

  /** Publish an interview. Activates it, lets everybody with the link take it, and answers the link. Role: MEMBER or more. */
  publish(interviewId: string, options: Post = {}): Promise<Schemas["Published"]> {
    return this.sender.data("POST", fill("/interviews/{id}/publish", interviewId), options);
  }

  /** Bring an archived interview back. Takes sessions again, of those who could take it before. Of an active one it changes nothing. Role: MEMBER or more. */
  unarchive(interviewId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unarchive", interviewId), options);
  }

  /** Unpublish an interview. Makes it invite-only again. Its public name stays, for its candidates' links. Role: MEMBER or more. */
  unpublish(interviewId: string, options: Post = {}): Promise<Schemas["Unpublished"]> {
    return this.sender.data("POST", fill("/interviews/{id}/unpublish", interviewId), options);
  }
}

/** The questions of an interview, in a gapless order. */
export class Questions extends Resource {
  /** List questions. All questions of an interview in their order. Role: VIEWER or more. */
  list(interviewId: string, options: Options = {}): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("GET", fill("/interviews/{id}/questions", interviewId), options);
  }

  /** Create questions. One object or an array, all or nothing; answered in the request's order. An interview holds 200. Role: MEMBER or more. */
  create(
    interviewId: string,
    body: Schemas["QuestionIn"] | Schemas["QuestionIn"][],
    options: Post = {},
  ): Promise<Schemas["QuestionOut"][]> {
    return this.sender.data("POST", fill("/interviews/{id}/questions", interviewId), options, body);
  }

  /** Delete a question. Removes it for good; the others close up. Role: MEMBER or more. */
  delete(questionId: string, options: Change = {}): Promise<Schemas["Deleted"]> {
    return this.sender.data("DELETE", fill("/questions/{id}", questionId), options);
  }

  /** Get a question. With its version, so that a change can be made of what was read and of nothing newer. Role: VIEWER or more. */
  get(questionId: string, options: Options = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("GET", fill("/questions/{id}", questionId), options);
  }

  /** Update a question. What is left out stays as it is. A new order moves it; the others make room. Role: MEMBER or more. */
  update(questionId: string, body: Schemas["QuestionChange"], options: Change = {}): Promise<Schemas["QuestionOut"]> {
    return this.sender.data("PATCH", fill("/questions/{id}", questionId), options, body);
  }
}

/** What candidates said, and the report of it. */
export class Sessions extends Resource {
  /** Compare sessions. Two to four sessions side by side, with quotes and people's ratings. Never a total or a ranking. Role: VIEWER or more. */
  compare(options: Query<"compareSessions"> & Options = {}): Promise<Schemas["ComparisonOut"]> {
    return this.sender.data("GET", "/comparisons", options);
  }

  /** List sessions. Sessions of an interview with their reports, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/sessions", interviewId), options);
  }

  /** List the sessions of all interviews. Sessions within reach with their reports, newest first. Role: VIEWER or more. */
  listAll(options: Query<"listAllSessions"> & Options = {}): Pages<Schemas["SessionOut"]> {
    return this.sender.page("GET", "/sessions", options);
  }

  /** Download sessions as a table. One row a session, with the levels of the AI and those of people apart, as CSV or XLSX. It takes all filters of the list, and is made while it is sent, however long. Role: VIEWER or more. */
  exportAll(options: Query<"exportSessions"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/sessions/export", options);
  }

  /** Get a session. With its messages in their order and its interview. Role: VIEWER or more. */
  get(sessionId: string, options: Options = {}): Promise<Schemas["SessionDetail"]> {
    return this.sender.data("GET", fill("/sessions/{id}", sessionId), options);
  }

  /** Get what a report rests on. The questions and criteria as they were, who wrote the report, stops of the clock, consents. Role: VIEWER or more. */
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

  /** Get the signals of integrity of a session. How it was taken, where `antiCheatingEnabled` was on and the candidate agreed: a timeline to ask about, with the candidate's words. It changes no score, and nobody is failed by it. Role: VIEWER or more. */
  getIntegrity(sessionId: string, options: Options = {}): Promise<Schemas["IntegrityOut"]> {
    return this.sender.data("GET", fill("/sessions/{id}/integrity", sessionId), options);
  }

  /** Get the keystrokes of a session. How code was typed, where the candidate agreed to that; else nothing. Role: VIEWER or more. */
  getKeystrokes(sessionId: string, options: Options = {}): Promise<Schemas["KeystrokesOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/keystrokes", sessionId), options);
  }

  /** Watch a session. Server-sent events: what was said behind `after`, then each message as it is stored, and where the session is. It closes when the session ends, and after five minutes: then ask again. Role: MEMBER or more. */
  watch(sessionId: string, options: Query<"watchSession"> & Options = {}): AsyncIterable<Schemas["LiveEvent"]> {
    return this.sender.events("GET", fill("/sessions/{id}/live", sessionId), options);
  }

  /** List the reports of a session. The newest first; those that it replaced stay as they were. Role: VIEWER or more. */
  listReports(sessionId: string, options: Options = {}): Promise<Schemas["ReportOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Have a report written anew. With today's model, of the same words. The report before stays readable. Role: MEMBER or more. */
  createReport(sessionId: string, options: Post = {}): Promise<Schemas["ReportWish"]> {
    return this.sender.data("POST", fill("/sessions/{id}/reports", sessionId), options);
  }

  /** Get the work of a session. Code and drawings of each question as they were last saved, also where they were never sent. Role: VIEWER or more. */
  getWork(sessionId: string, options: Options = {}): Promise<Schemas["WorkOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/work", sessionId), options);
  }
}

/** Camera, screen and voice of a session, where the candidate agreed. */
export class Recordings extends Resource {
  /** Get the captions of a recording. WebVTT, made of the transcript as it counts, with the times of the file. Role: VIEWER or more. */
  getCaptions(recordingId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/recordings/{id}/captions", recordingId), options);
  }

  /** Get a link to a recording. It plays or downloads the file for a few minutes without a key, in ranges too. Role: VIEWER or more. */
  getLink(recordingId: string, options: Query<"getRecordingLink"> & Options = {}): Promise<Schemas["LinkOut"]> {
    return this.sender.data("GET", fill("/recordings/{id}/link", recordingId), options);
  }

  /** List a session's recordings. Of camera, screen and voice, in the order of their beginning, also those that are not ready yet. Role: VIEWER or more. */
  list(sessionId: string, options: Options = {}): Promise<Schemas["RecordingOut"][]> {
    return this.sender.data("GET", fill("/sessions/{id}/recordings", sessionId), options);
  }
}

/** What people make of a session: ratings beside the AI's, comments, decisions. */
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

  /** List decisions. Newest first: the first one stands. Role: VIEWER or more. */
  listDecisions(sessionId: string, options: Query<"listDecisions"> & Options = {}): Pages<Schemas["DecisionOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/decisions", sessionId), options);
  }

  /** List people's ratings. With their history, newest first. Before the AI's levels are shown to you: your own only. Role: VIEWER or more. */
  listRatings(sessionId: string, options: Query<"listRatings"> & Options = {}): Pages<Schemas["HumanRatingOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/ratings", sessionId), options);
  }

  /** Rate a session. One criterion or several, all or nothing. They stand beside the AI's levels and change none. Role: MEMBER or more. */
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

  /** Erase a candidate. Deletes the candidate with all sessions, words and files, for good; answers a receipt. 409 under a legal hold. Role: MEMBER or more. */
  erase(candidateId: string, options: Change = {}): Promise<Schemas["ReceiptOut"]> {
    return this.sender.data("DELETE", fill("/candidates/{id}", candidateId), options);
  }

  /** Get a candidate. With all sessions, newest first, and what was kept of a résumé. Role: VIEWER or more. */
  get(candidateId: string, options: Options = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("GET", fill("/candidates/{id}", candidateId), options);
  }

  /** Change a candidate. What is left out stays as it is. A later `expiresAt` extends the link. Role: MEMBER or more. */
  update(
    candidateId: string,
    body: Schemas["CandidateChange"],
    options: Change = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("PATCH", fill("/candidates/{id}", candidateId), options, body);
  }

  /** Export all that is held about a candidate. Every row of every table, as one JSON file, with what others wrote and judged: for a request of access. Not in it is what only the person may read: adjustments, and sex and ethnicity. That is in the export that candidates make themselves. Role: ADMIN or more. */
  export(candidateId: string, options: Options = {}): Promise<Download> {
    return this.sender.file("GET", fill("/candidates/{id}/data", candidateId), options);
  }

  /** Make a new link. The old link, and browsers that it let in, open nothing any more. Revoked ones may come again. Role: MEMBER or more. */
  renewLink(
    candidateId: string,
    body: Schemas["NewLinkIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/link", candidateId), options, body);
  }

  /** Allow a retake. The link starts another session, of the interview as it is then. The earlier session stays. Role: MEMBER or more. */
  allowRetake(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/retake", candidateId), options);
  }

  /** Revoke a link. The personal link starts nothing from then on. Who is in the interview may finish it. Role: MEMBER or more. */
  revokeLink(candidateId: string, options: Post = {}): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/revoke", candidateId), options);
  }

  /** E-mail an invitation or a reminder. In the words of the interview's letters; an invitation may be sent again. Role: MEMBER or more. */
  sendLetter(
    candidateId: string,
    body: Schemas["LetterIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/send", candidateId), options, body);
  }

  /** Simulate a candidate. A generic candidate opens the personal link, consents and answers to the end, in the background: with everything that follows when a person does. A SILENT one waits as a silent person would. In test mode only. Role: MEMBER or more. */
  simulate(
    candidateId: string,
    body: Schemas["SimulationIn"],
    options: Post = {},
  ): Promise<Schemas["CandidateDetailOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/simulate", candidateId), options, body);
  }

  /** Throw a list away. Candidates that were made of it stay. Role: MEMBER or more. */
  deleteImport(importId: string, options: Change = {}): Promise<Schemas["ImportDeleted"]> {
    return this.sender.data("DELETE", fill("/imports/{id}", importId), options);
  }

  /** Get a list that is being imported. Checked against the candidates that the interview has now. Role: VIEWER or more. */
  getImport(importId: string, options: Options = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("GET", fill("/imports/{id}", importId), options);
  }

  /** Map columns and mend rows. Answers the check anew. Nobody is invited by it. Role: MEMBER or more. */
  updateImport(importId: string, body: Schemas["ImportChange"], options: Change = {}): Promise<Schemas["ImportOut"]> {
    return this.sender.data("PATCH", fill("/imports/{id}", importId), options, body);
  }

  /** Import what is ready. Makes candidates of the next 500 rows that are ready, all or none; repeat it with the answer's `writtenCount` until `isDone`. A step that is repeated makes nobody twice. Role: MEMBER or more. */
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

  /** Read a list of candidates. A CSV or XLSX file of at most 5,000 rows: its columns, a guess of what they hold, and each row that must be mended. Nobody is invited by it; the list is kept for a day. Role: MEMBER or more. */
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

  /** E-mail many candidates. Queues an invitation or a reminder to each of these, or to all who were not invited yet. Role: MEMBER or more. */
  sendLetters(interviewId: string, body: Schemas["SendingIn"], options: Post = {}): Promise<Schemas["SendingOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/invitations", interviewId), options, body);
  }

  /** Preview a letter. The letter as a candidate would get it, but for the link's token. Nothing is sent. Role: MEMBER or more. */
  previewLetter(interviewId: string, body: Schemas["PreviewIn"], options: Post = {}): Promise<Schemas["PreviewOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/letter-preview", interviewId), options, body);
  }

  /** Get the letters of an interview. The words of invitation and reminder, when they go, and who is told that a session is done. Role: VIEWER or more. */
  getLetters(interviewId: string, options: Options = {}): Promise<Schemas["LettersOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/letters", interviewId), options);
  }

  /** Change the letters of an interview. What is left out stays as it is; null brings the built-in words back. Role: MEMBER or more. */
  updateLetters(
    interviewId: string,
    body: Schemas["LettersChange"],
    options: Change = {},
  ): Promise<Schemas["LettersOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/letters", interviewId), options, body);
  }

  /** Read a résumé. Proposes name, e-mail and phone, by the model where there is one. Nothing is written, and no file is kept. Role: MEMBER or more. */
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

/** What candidates ask of people: to be interviewed or judged by one, or for an adjustment. */
export class Requests extends Resource {
  /** List requests. What candidates of an interview ask of people, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listRequests"> & Options = {}): Pages<Schemas["RequestOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/requests", interviewId), options);
  }

  /** List requests of all interviews. What candidates ask of people. With `state=OPEN` oldest first, as their time runs out first; else newest first. Role: VIEWER or more. */
  listAll(options: Query<"listAllRequests"> & Options = {}): Pages<Schemas["RequestAcrossOut"]> {
    return this.sender.page("GET", "/requests", options);
  }

  /** Count requests. How many wait for a decision. Role: VIEWER or more. */
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

  /** Decide about a request. Closes an open request, and e-mails the person the decision and your reason. `ERASED` deletes name, address and message permanently, the address once that e-mail has gone out, and leaves a receipt. It deletes nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: it is closed already. Role: MEMBER or more. */
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
  /** Read a file. The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. What it is, is told by its content; it is not kept. What cannot be read, or not within 5 seconds, is refused with a sentence that says why. Role: MEMBER or more. */
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

  /** Read a web page. The text of a public web page, or of a file that stands there. Role: MEMBER or more. */
  readPage(body: Schemas["PageIn"], options: Post = {}): Promise<Schemas["DocumentOut"]> {
    return this.sender.data("POST", "/documents/page", options, body);
  }
}

/** Interviews drafted from a goal, a job or a résumé, and changed in plain words. Nothing of it is stored. */
export class Drafts extends Resource {
  /** Draft an interview. From a goal, a document or the address of one, streamed: each question and criterion comes when it is whole, and stays if you hang up. By the model where one is set, else from a question bank; `origin` says which. A model is asked once more for a question that breaks the rules; `leftOutParts` says what is still missing. Nothing is stored. Role: MEMBER or more. */
  create(body: Schemas["DraftIn"], options: Options = {}): AsyncIterable<Schemas["DraftEvent"]> {
    return this.sender.events("POST", "/drafts", options, body);
  }

  /** Change a draft in plain words. The parts of a draft can be sent as they came. Answers proposals with what was and what would be. None is applied: what people wrote stays until they change it. Without a model only adding, removing and moving a question is understood. Role: MEMBER or more. */
  refine(body: Schemas["RefineIn"], options: Post = {}): Promise<Schemas["RefinementOut"]> {
    return this.sender.data("POST", "/drafts/refine", options, body);
  }
}

/** Generic candidates against an interview, before anybody is invited. */
export class Rehearsals extends Resource {
  /** List rehearsals. Of an interview, newest first, without what came of them. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listRehearsals"> & Options = {}): Pages<Schemas["RehearsalOut"]> {
    return this.sender.page("GET", fill("/interviews/{id}/rehearsals", interviewId), options);
  }

  /** Rehearse an interview. Interviews generic candidates by the real engine, in the background. It leaves no session and no report, and uses no session hours; a model's tokens count. Role: MEMBER or more. */
  create(interviewId: string, body: Schemas["RehearsalIn"], options: Post = {}): Promise<Schemas["RehearsalOut"]> {
    return this.sender.data("POST", fill("/interviews/{id}/rehearsals", interviewId), options, body);
  }

  /** Get a rehearsal. With what came of it so far, candidate by candidate. Role: VIEWER or more. */
  get(rehearsalId: string, options: Options = {}): Promise<Schemas["RehearsalDetail"]> {
    return this.sender.data("GET", fill("/rehearsals/{id}", rehearsalId), options);
  }
}

/** What an organization has used of its plan. */
export class Usage extends Resource {
  /** Get usage and limits. What the organization has used of its plan; session hours and tokens are this month's. Role: VIEWER or more. */
  get(options: Options = {}): Promise<Schemas["UsageOut"]> {
    return this.sender.data("GET", "/usage", options);
  }

  /** List usage by month. Newest first, each with its projects within your reach. Tokens are counted for the whole. Role: VIEWER or more. */
  listMonths(options: Query<"listMonths"> & Options = {}): Promise<Schemas["MonthOut"][]> {
    return this.sender.data("GET", "/usage/months", options);
  }

  /** List the plans. Those that exist in this deployment. Role: VIEWER or more. */
  listPlans(options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("GET", "/usage/plans", options);
  }

  /** Choose a plan. Where the deployment does not send people elsewhere for that (`AURAL_UPGRADE_URL`). Not in test mode. Role: OWNER or more. */
  choosePlan(body: Schemas["PlanChange"], options: Options = {}): Promise<Schemas["PlanOut"][]> {
    return this.sender.data("PATCH", "/usage/plans", options, body);
  }
}

/** Interviews to begin with. */
export class Templates extends Resource {
  /** List templates. Interviews to begin with. `POST /interviews/import` makes one of a template's `file`. Role: VIEWER or more. */
  list(options: Query<"listTemplates"> & Options = {}): Promise<Schemas["TemplateOut"][]> {
    return this.sender.data("GET", "/templates", options);
  }
}

/** What an interview said when it was published or a session began. */
export class Versions extends Resource {
  /** Who changed it last. Who changed the interview's own fields, or those of one of its questions, last, and when: what to tell with a 412. Role: VIEWER or more. */
  getLastChange(
    interviewId: string,
    options: Query<"getLastChange"> & Options = {},
  ): Promise<Schemas["LastChangeOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/last-change", interviewId), options);
  }

  /** List versions. What the interview said when it was published or a session began, newest first. Role: VIEWER or more. */
  list(interviewId: string, options: Query<"listVersions"> & Options = {}): Pages<Schemas["VersionSummary"]> {
    return this.sender.page("GET", fill("/interviews/{id}/versions", interviewId), options);
  }

  /** Get a version. With all that it says. Role: VIEWER or more. */
  get(versionId: string, options: Options = {}): Promise<Schemas["VersionOut"]> {
    return this.sender.data("GET", fill("/versions/{id}", versionId), options);
  }

  /** Compare a version. With another one of the same interview, or with the interview as it is now, field by field. Role: VIEWER or more. */
  getDifference(versionId: string, options: Query<"getDifference"> & Options = {}): Promise<Schemas["DifferenceOut"]> {
    return this.sender.data("GET", fill("/versions/{id}/difference", versionId), options);
  }

  /** Restore a version. The interview says again what it said then. What it says now is kept as a version. Role: MEMBER or more. */
  restore(versionId: string, options: Post = {}): Promise<Schemas["InterviewOut"]> {
    return this.sender.data("POST", fill("/versions/{id}/restore", versionId), options);
  }
}

/** Questions kept for reuse. */
export class Library extends Resource {
  /** List kept questions. The question library, newest first. Role: VIEWER or more. */
  list(options: Query<"listLibrary"> & Options = {}): Pages<Schemas["LibraryQuestionOut"]> {
    return this.sender.page("GET", "/library", options);
  }

  /** Keep a question. For reuse in any interview: what is answered can be sent as a new question. Role: MEMBER or more. */
  saveTo(body: Schemas["LibraryQuestionIn"], options: Post = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("POST", "/library", options, body);
  }

  /** Delete a kept question. From the library only: interviews that use it keep it. Role: MEMBER or more. */
  deleteQuestion(libraryId: string, options: Change = {}): Promise<Schemas["Forgotten"]> {
    return this.sender.data("DELETE", fill("/library/{id}", libraryId), options);
  }

  /** Get a kept question. With its version, for `If-Match`. Role: VIEWER or more. */
  getQuestion(libraryId: string, options: Options = {}): Promise<Schemas["LibraryQuestionOut"]> {
    return this.sender.data("GET", fill("/library/{id}", libraryId), options);
  }

  /** Change a kept question. What is left out stays as it is. Interviews that use it are not changed. Role: MEMBER or more. */
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
  /** Get who is calling. The signed-in person, or the holder of the key, and the organization that the request works in. Role: VIEWER or more. */
  getMe(options: Options = {}): Promise<Schemas["MeOut"]> {
    return this.sender.data("GET", "/me", options);
  }
}

/** API keys: made, listed and revoked. */
export class Keys extends Resource {
  /** List API keys. Keys that reach no further than yours, revoked ones too, newest first. Never the keys themselves. Role: VIEWER or more. */
  list(options: Query<"listKeys"> & Options = {}): Pages<Schemas["KeyOut"]> {
    return this.sender.page("GET", "/keys", options);
  }

  /** Create an API key. Answers the key itself, once. It can do and reach no more than you can, and lives no longer than the key that makes it. Role: ADMIN or more. */
  create(body: Schemas["KeyIn"], options: Post = {}): Promise<Schemas["NewKeyOut"]> {
    return this.sender.data("POST", "/keys", options, body);
  }

  /** List scopes. Those that you can give to a key. Role: VIEWER or more. */
  listScopes(options: Options = {}): Promise<Schemas["ScopeOut"][]> {
    return this.sender.data("GET", "/keys/scopes", options);
  }

  /** Revoke an API key. It opens nothing any more. Doing it twice is no error. Role: ADMIN or more. */
  revoke(keyId: string, options: Options = {}): Promise<Schemas["KeyOut"]> {
    return this.sender.data("DELETE", fill("/keys/{id}", keyId), options);
  }
}

/** What sessions say together. */
export class Insights extends Resource {
  /** Get insights across interviews. Of all interviews that the caller can reach. Role: VIEWER or more. */
  getOverall(options: Query<"getOverallInsights"> & Options = {}): Promise<Schemas["OverallOut"]> {
    return this.sender.data("GET", "/insights", options);
  }

  /** Get insights of an interview. Completion, questions, levels, themes with quotes, and how the interviewer did, across sessions. Role: VIEWER or more. */
  get(interviewId: string, options: Query<"getInsights"> & Options = {}): Promise<Schemas["InsightsOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/insights", interviewId), options);
  }
}

/** Links by which a report is read without an account. */
export class Shares extends Resource {
  /** List shared links. Links to a session's report, newest first, with those that are over. Role: VIEWER or more. */
  list(sessionId: string, options: Query<"listShares"> & Options = {}): Pages<Schemas["ShareOut"]> {
    return this.sender.page("GET", fill("/sessions/{id}/shares", sessionId), options);
  }

  /** Share a report. Makes a link that opens the chosen parts without an account. It is shown now and never again. Role: MEMBER or more. */
  create(sessionId: string, body: Schemas["ShareIn"], options: Post = {}): Promise<Schemas["ShareMade"]> {
    return this.sender.data("POST", fill("/sessions/{id}/shares", sessionId), options, body);
  }

  /** Take a shared link back. It opens nothing from then on. Doing it twice is no error. Role: MEMBER or more. */
  revoke(shareId: string, options: Options = {}): Promise<Schemas["ShareOut"]> {
    return this.sender.data("DELETE", fill("/shares/{id}", shareId), options);
  }

  /** List who opened a shared link. Each time that it was opened, newest first. Role: VIEWER or more. */
  listViews(shareId: string, options: Query<"listShareViews"> & Options = {}): Pages<Schemas["ViewOut"]> {
    return this.sender.page("GET", fill("/shares/{id}/views", shareId), options);
  }
}

/** What an organization chooses for itself. */
export class Settings extends Resource {
  /** Preview what would be erased of an interview. By a time that is thought of for it, and when. Nothing is set or erased. Role: VIEWER or more. */
  previewInterviewErasures(
    interviewId: string,
    options: Query<"previewInterviewErasures"> & Options = {},
  ): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/erasures", interviewId), options);
  }

  /** Get how long an interview's candidates are kept. And whether that is the organization's time. Role: VIEWER or more. */
  getInterviewRetention(interviewId: string, options: Options = {}): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("GET", fill("/interviews/{id}/retention", interviewId), options);
  }

  /** Set how long an interview's candidates are kept. In the place of the organization's time; `followsOrganization` gives it back. Role: ADMIN or more. */
  updateInterviewRetention(
    interviewId: string,
    body: Schemas["OwnRetentionChange"],
    options: Change = {},
  ): Promise<Schemas["OwnRetentionOut"]> {
    return this.sender.data("PATCH", fill("/interviews/{id}/retention", interviewId), options, body);
  }

  /** Get the brand. What candidates see of the organization. Role: VIEWER or more. */
  getBrand(options: Options = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("GET", "/settings/brand", options);
  }

  /** Change the brand. An accent that cannot be seen in one of the themes is refused. Role: ADMIN or more. */
  updateBrand(body: Schemas["BrandChange"], options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("PATCH", "/settings/brand", options, body);
  }

  /** Remove the logo. Doing it twice is no error. Role: ADMIN or more. */
  removeLogo(options: Change = {}): Promise<Schemas["BrandOut"]> {
    return this.sender.data("DELETE", "/settings/brand/logo", options);
  }

  /** Set the logo. A PNG, JPEG or WebP picture. It is drawn anew, at most 480 × 160 pixels. Role: ADMIN or more. */
  setLogo(
    content: Upload,
    options: { mediaType: "image/jpeg" | "image/png" | "image/webp" } & Post,
  ): Promise<Schemas["BrandOut"]> {
    return this.sender.data("POST", "/settings/brand/logo", options, undefined, content);
  }

  /** Preview what would be erased. By a time that is thought of for the organization, and when. Nothing is set or erased. Role: VIEWER or more. */
  previewErasures(options: Query<"previewErasures"> & Options = {}): Promise<Schemas["ErasuresOut"]> {
    return this.sender.data("GET", "/settings/erasures", options);
  }

  /** Get what is asked for fairness. Whether candidates are asked, after an interview for hiring, for their sex and ethnicity. Nobody but themselves reads an answer: `aural audit bias` counts them. Role: VIEWER or more. */
  getFairness(options: Options = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("GET", "/settings/fairness", options);
  }

  /** Set what is asked for fairness. Off at first: in many countries it takes a legal basis to ask. Switched off, what was said stays until its person goes. Role: ADMIN or more. */
  updateFairness(body: Schemas["FairnessChange"], options: Change = {}): Promise<Schemas["FairnessOut"]> {
    return this.sender.data("PATCH", "/settings/fairness", options, body);
  }

  /** Get the languages. In which new interviews are held, and in which reports are written. Role: VIEWER or more. */
  getLanguages(options: Options = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("GET", "/settings/languages", options);
  }

  /** Change the languages. Interviews that exist keep theirs; reports are written so from the next one on. Role: ADMIN or more. */
  updateLanguages(body: Schemas["LanguagesChange"], options: Change = {}): Promise<Schemas["LanguagesOut"]> {
    return this.sender.data("PATCH", "/settings/languages", options, body);
  }

  /** Get which model thinks. For this organization. Its key is never told. Role: VIEWER or more. */
  getModel(options: Options = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("GET", "/settings/model", options);
  }

  /** Choose which model thinks. Holds from the next turn on. The key is kept encrypted, for this address only. Not in test mode. Role: ADMIN or more. */
  updateModel(body: Schemas["EngineChange"], options: Change = {}): Promise<Schemas["EngineOut"]> {
    return this.sender.data("PATCH", "/settings/model", options, body);
  }

  /** Try a model. As it is set, with what is sent in its place: checks it, and has it word a follow-up. Nothing is changed; the tokens count. Not in test mode. Role: ADMIN or more. */
  tryModel(body: Schemas["EngineChange"], options: Post = {}): Promise<Schemas["TrialOut"]> {
    return this.sender.data("POST", "/settings/model/try", options, body);
  }

  /** Get how long candidates are kept. With their sessions, words and reports. Recordings and integrity data may go before that. Interviews may have times of their own. Role: VIEWER or more. */
  getRetention(options: Options = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("GET", "/settings/retention", options);
  }

  /** Set how long candidates are kept. Whoever is over the time is erased in the night (UTC) that follows. Ask for the erasures first. Role: ADMIN or more. */
  updateRetention(body: Schemas["RetentionChange"], options: Change = {}): Promise<Schemas["RetentionOut"]> {
    return this.sender.data("PATCH", "/settings/retention", options, body);
  }

  /** List interviews with a time of their own. Newest first. Role: VIEWER or more. */
  listOwnRetention(options: Query<"listOwnRetention"> & Options = {}): Pages<Schemas["InterviewKeptOut"]> {
    return this.sender.page("GET", "/settings/retention/interviews", options);
  }

  /** Get what this server hears and says. As whoever runs the server has set it up: its engines, their languages, and how many fit. Role: VIEWER or more. */
  getVoice(options: Options = {}): Promise<Schemas["VoiceOut"]> {
    return this.sender.data("GET", "/settings/voice", options);
  }

  /** Hear a sample of the voice. One fixed sentence as a WAV file. 409 where there is no voice, or it cannot speak right now. Not in test mode. Role: ADMIN or more. */
  getVoiceSample(options: Query<"getVoiceSample"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/settings/voice/sample", options);
  }
}

/** Telling other systems what happens. */
export class Webhooks extends Resource {
  /** List endpoints. Those that are told of the projects that you reach, oldest first. Role: MEMBER or more. */
  list(options: Options = {}): Promise<Schemas["WebhookOut"][]> {
    return this.sender.data("GET", "/webhooks", options);
  }

  /** Add an endpoint. Its secret is shown now and never again. Addresses inside a network are refused. Role: ADMIN or more. */
  create(body: Schemas["WebhookIn"], options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", "/webhooks", options, body);
  }

  /** Delete an endpoint. With the log of its deliveries. What waits is not sent. Role: ADMIN or more. */
  delete(webhookId: string, options: Change = {}): Promise<Schemas["WebhookDeleted"]> {
    return this.sender.data("DELETE", fill("/webhooks/{id}", webhookId), options);
  }

  /** Get an endpoint. With how its newest deliveries went. Role: MEMBER or more. */
  get(webhookId: string, options: Options = {}): Promise<Schemas["WebhookOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}", webhookId), options);
  }

  /** Change an endpoint. Its address and events, and whether it is on. Switching it off ends what waits to be delivered. Role: ADMIN or more. */
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

  /** Get a delivery. What is sent, and each attempt with what came back. Role: MEMBER or more. */
  getDelivery(webhookId: string, deliveryId: string, options: Options = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("GET", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Send a delivery again. A new delivery of the same event, with the same `webhook-id`. Role: ADMIN or more. */
  replayDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}", webhookId, deliveryId), options);
  }

  /** Try a delivery now. One that waits for its next attempt. This one comes on top of those that are planned. Role: ADMIN or more. */
  tryDelivery(webhookId: string, deliveryId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/deliveries/{deliveryId}/try", webhookId, deliveryId), options);
  }

  /** Send the events of a time again. Also those that happened while the endpoint was off; they are kept for 30 days. Role: ADMIN or more. */
  replayEvents(webhookId: string, body: Schemas["ReplayIn"], options: Post = {}): Promise<Schemas["ReplayOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/replay", webhookId), options, body);
  }

  /** Give an endpoint a new secret. For 24 hours the one before signs too: each delivery carries both signatures. Called again within these hours, it ends the older of the two at once: `previousSecretUntil` says until when there are two. Role: ADMIN or more. */
  rotateSecret(webhookId: string, options: Post = {}): Promise<Schemas["NewWebhookOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/rotate-secret", webhookId), options);
  }

  /** Send a test. An event `webhook.test`, to this endpoint alone, whatever events it is told. Role: ADMIN or more. */
  test(webhookId: string, options: Post = {}): Promise<Schemas["WholeDeliveryOut"]> {
    return this.sender.data("POST", fill("/webhooks/{id}/test", webhookId), options);
  }
}

/** Applicant tracking systems that send candidates. */
export class Integrations extends Resource {
  /** List connections. To applicant tracking systems, oldest first. There is none until somebody makes one. Not in test mode. Role: MEMBER or more. */
  list(options: Options = {}): Promise<Schemas["IntegrationOut"][]> {
    return this.sender.data("GET", "/integrations", options);
  }

  /** Connect a tracking system. Its key is shown now and never again: give it to the vendor. Not in test mode. Role: ADMIN or more. */
  create(body: Schemas["IntegrationIn"], options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", "/integrations", options, body);
  }

  /** Delete a connection. The vendor finds nothing here from then on, and is told nothing. Candidates stay. Not in test mode. Role: ADMIN or more. */
  delete(integrationId: string, options: Change = {}): Promise<Schemas["IntegrationDeleted"]> {
    return this.sender.data("DELETE", fill("/integrations/{id}", integrationId), options);
  }

  /** Get a connection. With when the vendor called last. Not in test mode. Role: MEMBER or more. */
  get(integrationId: string, options: Options = {}): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("GET", fill("/integrations/{id}", integrationId), options);
  }

  /** Change a connection. Whether it is on, and the key that the vendor gave. Not in test mode. Role: ADMIN or more. */
  update(
    integrationId: string,
    body: Schemas["IntegrationChange"],
    options: Change = {},
  ): Promise<Schemas["IntegrationOut"]> {
    return this.sender.data("PATCH", fill("/integrations/{id}", integrationId), options, body);
  }

  /** List whom the vendor has sent. Newest first, each with what the vendor was told and why it did not take it. Not in test mode. Role: MEMBER or more. */
  listAssessments(
    integrationId: string,
    options: Query<"listAssessments"> & Options = {},
  ): Pages<Schemas["AssessmentOut"]> {
    return this.sender.page("GET", fill("/integrations/{id}/assessments", integrationId), options);
  }

  /** Tell the vendor again. How it stands, for what the vendor did not take before. Not in test mode. Role: ADMIN or more. */
  tellAssessment(integrationId: string, assessmentId: string, options: Post = {}): Promise<Schemas["AssessmentOut"]> {
    return this.sender.data(
      "POST",
      fill("/integrations/{id}/assessments/{assessmentId}", integrationId, assessmentId),
      options,
    );
  }

  /** Give a connection a new key. For seven days the one before opens it too. Not in test mode. Role: ADMIN or more. */
  rotateKey(integrationId: string, options: Post = {}): Promise<Schemas["NewIntegrationOut"]> {
    return this.sender.data("POST", fill("/integrations/{id}/rotate-key", integrationId), options);
  }
}

/** What must not be erased for now. */
export class Holds extends Resource {
  /** Hold a candidate. Nobody can erase the candidate until the hold is lifted, nor can the candidate. Role: ADMIN or more. */
  holdCandidate(candidateId: string, body: Schemas["HoldIn"], options: Post = {}): Promise<Schemas["HoldOut"]> {
    return this.sender.data("POST", fill("/candidates/{id}/holds", candidateId), options, body);
  }

  /** List legal holds. Newest first. Role: ADMIN or more. */
  list(options: Query<"listHolds"> & Options = {}): Pages<Schemas["HoldOut"]> {
    return this.sender.page("GET", "/holds", options);
  }

  /** Lift a legal hold. Whoever is over the time goes in the night (UTC) that follows. Role: ADMIN or more. */
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
  /** Get the organization. That of the key, or the one that the signed-in person works in. Role: VIEWER or more. */
  get(options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("GET", "/organization", options);
  }

  /** Rename the organization. Candidates see its name too. Not in test mode. Role: OWNER or more. */
  rename(body: Schemas["OrganizationChange"], options: Options = {}): Promise<Schemas["OrganizationOut"]> {
    return this.sender.data("PATCH", "/organization", options, body);
  }
}

/** Who belongs to an organization, in which role, and who is invited. */
export class Members extends Resource {
  /** List invitations. Those that nobody has used, newest first. Not in test mode. Role: ADMIN or more. */
  listInvitations(options: Query<"listInvitations"> & Options = {}): Pages<Schemas["InvitationOut"]> {
    return this.sender.page("GET", "/invitations", options);
  }

  /** Invite a member. Answers a link that works once, for 7 days. Not in test mode. Role: ADMIN or more. */
  createInvitation(body: Schemas["InvitationIn"], options: Post = {}): Promise<Schemas["InvitationMade"]> {
    return this.sender.data("POST", "/invitations", options, body);
  }

  /** Take an invitation back. Its link leads nowhere any more. Not in test mode. Role: ADMIN or more. */
  revokeInvitation(invitationId: string, options: Options = {}): Promise<Schemas["InvitationRevoked"]> {
    return this.sender.data("DELETE", fill("/invitations/{id}", invitationId), options);
  }

  /** List members. Newest first; who is restricted to projects sees those with whom one is shared. Not in test mode. Role: VIEWER or more. */
  list(options: Query<"listMembers"> & Options = {}): Pages<Schemas["MemberOut"]> {
    return this.sender.page("GET", "/members", options);
  }

  /** Remove a member. Who is out at once: keys that the member holds here are revoked, invitations taken back. Not in test mode. Role: ADMIN or more. */
  remove(memberId: string, options: Options = {}): Promise<Schemas["MemberRemoved"]> {
    return this.sender.data("DELETE", fill("/members/{id}", memberId), options);
  }

  /** Change a member. Role and projects. Keys and invitations of the member that reach further end. An owner remains. Not in test mode. Role: ADMIN or more. */
  update(memberId: string, body: Schemas["MemberChange"], options: Options = {}): Promise<Schemas["MemberOut"]> {
    return this.sender.data("PATCH", fill("/members/{id}", memberId), options, body);
  }
}

/** Folders of interviews, which members and keys may be restricted to. */
export class Projects extends Resource {
  /** List projects. Those within reach, newest first. Role: VIEWER or more. */
  list(options: Query<"listProjects"> & Options = {}): Pages<Schemas["OwnProjectOut"]> {
    return this.sender.page("GET", "/projects", options);
  }

  /** Create a project. Its name is its own in the organization. Role: ADMIN or more. */
  create(body: Schemas["ProjectIn"], options: Post = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("POST", "/projects", options, body);
  }

  /** Delete a project. Only an empty one, and never the last. Role: ADMIN or more. */
  delete(projectId: string, options: Options = {}): Promise<Schemas["ProjectDeleted"]> {
    return this.sender.data("DELETE", fill("/projects/{id}", projectId), options);
  }

  /** Rename a project. Its name is its own in the organization. Role: ADMIN or more. */
  rename(projectId: string, body: Schemas["ProjectChange"], options: Options = {}): Promise<Schemas["OwnProjectOut"]> {
    return this.sender.data("PATCH", fill("/projects/{id}", projectId), options, body);
  }
}

/** Who did and saw what. */
export class Audit extends Resource {
  /** List the audit log. Who did and saw what, newest first: changes, sessions that were read, files that were taken away, sign-ins. Role: ADMIN or more. */
  list(options: Query<"listAudit"> & Options = {}): Pages<Schemas["AuditEntryOut"]> {
    return this.sender.page("GET", "/audit", options);
  }

  /** Verify the chain. Whether every line of the audit log is there, and as it was written. Role: ADMIN or more. */
  verify(options: Options = {}): Promise<Schemas["VerdictOut"]> {
    return this.sender.data("GET", "/audit/chain", options);
  }

  /** Export the audit log. As a CSV file, at most 50,000 lines, with every change that was answered before. Role: ADMIN or more. */
  export(options: Query<"exportAudit"> & Options = {}): Promise<Download> {
    return this.sender.file("GET", "/audit/export", options);
  }

  /** Export the chain, signed. One JSON object a line, for `aural audit verify`: it needs no server and no secret, and names the first line that was changed. It holds random ids and keyed digests, no name and no address, and every change that was answered before. Role: ADMIN or more. */
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
