# Made by `make api` from the OpenAPI document 3d8057947ad7f42248a6a44a6c1c4e80d52f16822c555c2d732cd05b14f43ddd
"""The operations that a key can call, synchronously."""

from __future__ import annotations

import builtins
from contextlib import AbstractContextManager
from typing import Literal

from aural_client import models
from aural_client._calls import fill
from aural_client._synchronous import Download, Events, Pages, Sender


class _Resource:
    def __init__(self, sender: Sender) -> None:
        self._sender = sender


class Interviews(_Resource):
    """Interviews that the AI interviewer conducts: their questions, criteria and rules."""

    def list(
        self,
        *,
        limit: int | None = None,
        q: str | None = None,
        is_active: bool | None = None,
        is_draft: bool | None = None,
        is_archived: bool | None = None,
        project_id: str | None = None,
        purpose: Literal["HIRING", "RESEARCH", "PRACTICE"] | None = None,
        mode: Literal["chat", "voice", "video"] | None = None,
    ) -> Pages[models.InterviewOut]:
        """List interviews.

        Interviews that the caller can access, including archived ones, newest first. Role: VIEWER or higher.
        """
        return self._sender.page(
            "GET",
            "/interviews",
            query={
                "limit": limit,
                "q": q,
                "isActive": is_active,
                "isDraft": is_draft,
                "isArchived": is_archived,
                "projectId": project_id,
                "purpose": purpose,
                "mode": mode,
            },
        )

    def create(self, body: models.InterviewIn, *, idempotency_key: str | None = None) -> models.InterviewOut:
        """Create an interview.

        The interview is active, invite-only, and in the first project that the caller can access. With `isDraft`, it takes no candidates until it is published. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/interviews", body=body, idempotency_key=idempotency_key)

    def import_(self, body: models.InterviewFile, *, idempotency_key: str | None = None) -> models.InterviewOut:
        """Create an interview from a file.

        Takes a file from `GET /interviews/{id}/file` or from a template. The interview is created in the first project that the caller can access. It is active, unless the request says `isDraft`. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/interviews/import", body=body, idempotency_key=idempotency_key)

    def archive(self, interview_id: str, *, if_match: str | None = None) -> models.Archived:
        """Archive an interview.

        The interview accepts no new sessions. Existing ones remain. Archiving it twice is not an error. Drafts can be archived too. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/interviews/{id}", interview_id), if_match=if_match)

    def get(self, interview_id: str) -> models.InterviewDetail:
        """Get an interview.

        Includes its questions in order, and the number of its sessions. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}", interview_id))

    def update(
        self, interview_id: str, body: models.InterviewChange, *, if_match: str | None = None
    ) -> models.InterviewOut:
        """Update an interview.

        Omitted fields keep their values. Running sessions keep the version they started with. `isDraft: false` publishes a draft, by invitation only; it needs at least one question. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/interviews/{id}", interview_id), body=body, if_match=if_match)

    def get_checks(self, interview_id: str) -> models.ChecksOut:
        """Check an interview.

        Finds leading and double-barreled questions, questions about protected traits, and criteria without a question. Estimates the duration and the model usage. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}/checks", interview_id))

    def duplicate(
        self, interview_id: str, body: models.DuplicateIn, *, idempotency_key: str | None = None
    ) -> models.InterviewOut:
        """Duplicate an interview.

        The copy has the same settings, criteria and questions. It is invite-only, and has no sessions. It is active, even as the copy of a draft, unless the request says `isDraft`. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/duplicate", interview_id), body=body, idempotency_key=idempotency_key
        )

    def export(self, interview_id: str) -> AbstractContextManager[Download]:
        """Save an interview as a file.

        Contains settings, criteria and questions as JSON, and nothing about candidates or sessions. Role: VIEWER or higher.
        """
        return self._sender.file("GET", fill("/interviews/{id}/file", interview_id))

    def move(
        self, interview_id: str, body: models.MoveIn, *, idempotency_key: str | None = None
    ) -> models.InterviewOut:
        """Move an interview to another project.

        Its sessions and candidates move with it. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/move", interview_id), body=body, idempotency_key=idempotency_key
        )

    def preview(self, interview_id: str, *, idempotency_key: str | None = None) -> models.PreviewLink:
        """Preview an interview.

        Returns a link to a real room with a copy of the interview. The link works for four hours. Previews are not counted, listed or reported. Not in test mode. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/preview", interview_id), idempotency_key=idempotency_key
        )

    def publish(self, interview_id: str, *, idempotency_key: str | None = None) -> models.Published:
        """Publish an interview.

        Activates it, lets anyone with the link take it, and returns the link. A draft needs at least one question. To publish a draft by invitation only, set its `isDraft` to false. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/publish", interview_id), idempotency_key=idempotency_key
        )

    def unarchive(self, interview_id: str, *, idempotency_key: str | None = None) -> models.InterviewOut:
        """Restore an archived interview.

        The same people as before can take it again. Restoring an active interview changes nothing. An interview that was never published becomes a draft again. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/unarchive", interview_id), idempotency_key=idempotency_key
        )

    def unpublish(self, interview_id: str, *, idempotency_key: str | None = None) -> models.Unpublished:
        """Unpublish an interview.

        Afterwards, the interview is invite-only, and its public link no longer works. The slug stays, because candidates' links contain it. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/unpublish", interview_id), idempotency_key=idempotency_key
        )


class Questions(_Resource):
    """The questions of an interview, numbered in order and without gaps."""

    def list(self, interview_id: str) -> builtins.list[models.QuestionOut]:
        """List questions.

        All questions of an interview, in order. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}/questions", interview_id))

    def create(
        self,
        interview_id: str,
        body: models.QuestionIn | builtins.list[models.QuestionIn],
        *,
        idempotency_key: str | None = None,
    ) -> builtins.list[models.QuestionOut]:
        """Create questions.

        Takes one object or an array, and creates all or none. Questions are returned in the order of the request. An interview has at most 200 questions. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/questions", interview_id), body=body, idempotency_key=idempotency_key
        )

    def delete(self, question_id: str, *, if_match: str | None = None) -> models.Deleted:
        """Delete a question.

        Deletes it permanently. The questions after it move up. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/questions/{id}", question_id), if_match=if_match)

    def get(self, question_id: str) -> models.QuestionOut:
        """Get a question.

        The ETag is its version, for `If-Match`. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/questions/{id}", question_id))

    def update(
        self, question_id: str, body: models.QuestionChange, *, if_match: str | None = None
    ) -> models.QuestionOut:
        """Update a question.

        Omitted fields keep their values. A new order moves the question and shifts the others. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/questions/{id}", question_id), body=body, if_match=if_match)


class Sessions(_Resource):
    """Interviews that candidates took, with transcripts and reports."""

    def compare(self, *, ids: builtins.list[str], hides_names: bool | None = None) -> models.ComparisonOut:
        """Compare sessions.

        Two to four sessions side by side, with quotes and people's ratings, but no totals or ranking. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/comparisons", query={"ids": ids, "hidesNames": hides_names})

    def list(
        self,
        interview_id: str,
        *,
        limit: int | None = None,
        q: str | None = None,
        status: builtins.list[Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]] | None = None,
        end_reason: builtins.list[
            Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
        ]
        | None = None,
        report_status: builtins.list[Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]] | None = None,
        decision: builtins.list[Literal["ADVANCE", "HOLD", "DECLINE", "NONE"]] | None = None,
        reviewed: bool | None = None,
        problem: bool | None = None,
        from_: str | None = None,
        to: str | None = None,
        criterion: str | None = None,
        level: builtins.list[Literal["1", "2", "3", "4", "none"]] | None = None,
        human_level: builtins.list[Literal["1", "2", "3", "4"]] | None = None,
        mode: builtins.list[Literal["chat", "voice", "video"]] | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        theme: builtins.list[str] | None = None,
        version: int | None = None,
        question: str | None = None,
        outcome: Literal["answered", "skipped", "left", "unreached"] | None = None,
        sort: Literal[
            "createdAt", "name", "status", "lastActivity", "duration", "decision", "reportStatus", "level", "humanLevel"
        ]
        | None = None,
        order: Literal["asc", "desc"] | None = None,
    ) -> Pages[models.SessionOut]:
        """List sessions.

        Sessions of an interview with their reports. Newest first, unless `sort` says otherwise. Role: VIEWER or higher.
        """
        return self._sender.page(
            "GET",
            fill("/interviews/{id}/sessions", interview_id),
            query={
                "limit": limit,
                "q": q,
                "status": status,
                "endReason": end_reason,
                "reportStatus": report_status,
                "decision": decision,
                "reviewed": reviewed,
                "problem": problem,
                "from": from_,
                "to": to,
                "criterion": criterion,
                "level": level,
                "humanLevel": human_level,
                "mode": mode,
                "activeFrom": active_from,
                "activeTo": active_to,
                "theme": theme,
                "version": version,
                "question": question,
                "outcome": outcome,
                "sort": sort,
                "order": order,
            },
        )

    def list_all(
        self,
        *,
        limit: int | None = None,
        q: str | None = None,
        status: builtins.list[Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]] | None = None,
        end_reason: builtins.list[
            Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
        ]
        | None = None,
        report_status: builtins.list[Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]] | None = None,
        decision: builtins.list[Literal["ADVANCE", "HOLD", "DECLINE", "NONE"]] | None = None,
        reviewed: bool | None = None,
        problem: bool | None = None,
        from_: str | None = None,
        to: str | None = None,
        criterion: str | None = None,
        level: builtins.list[Literal["1", "2", "3", "4", "none"]] | None = None,
        human_level: builtins.list[Literal["1", "2", "3", "4"]] | None = None,
        mode: builtins.list[Literal["chat", "voice", "video"]] | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        theme: builtins.list[str] | None = None,
        version: int | None = None,
        question: str | None = None,
        outcome: Literal["answered", "skipped", "left", "unreached"] | None = None,
        sort: Literal[
            "createdAt", "name", "status", "lastActivity", "duration", "decision", "reportStatus", "level", "humanLevel"
        ]
        | None = None,
        order: Literal["asc", "desc"] | None = None,
    ) -> Pages[models.SessionOut]:
        """List the sessions of all interviews.

        Sessions that the caller can access, with their reports. Newest first, unless `sort` says otherwise. Role: VIEWER or higher.
        """
        return self._sender.page(
            "GET",
            "/sessions",
            query={
                "limit": limit,
                "q": q,
                "status": status,
                "endReason": end_reason,
                "reportStatus": report_status,
                "decision": decision,
                "reviewed": reviewed,
                "problem": problem,
                "from": from_,
                "to": to,
                "criterion": criterion,
                "level": level,
                "humanLevel": human_level,
                "mode": mode,
                "activeFrom": active_from,
                "activeTo": active_to,
                "theme": theme,
                "version": version,
                "question": question,
                "outcome": outcome,
                "sort": sort,
                "order": order,
            },
        )

    def export_all(
        self,
        *,
        q: str | None = None,
        status: builtins.list[Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]] | None = None,
        end_reason: builtins.list[
            Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
        ]
        | None = None,
        report_status: builtins.list[Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]] | None = None,
        decision: builtins.list[Literal["ADVANCE", "HOLD", "DECLINE", "NONE"]] | None = None,
        reviewed: bool | None = None,
        problem: bool | None = None,
        from_: str | None = None,
        to: str | None = None,
        criterion: str | None = None,
        level: builtins.list[Literal["1", "2", "3", "4", "none"]] | None = None,
        human_level: builtins.list[Literal["1", "2", "3", "4"]] | None = None,
        mode: builtins.list[Literal["chat", "voice", "video"]] | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        theme: builtins.list[str] | None = None,
        version: int | None = None,
        question: str | None = None,
        outcome: Literal["answered", "skipped", "left", "unreached"] | None = None,
        format: Literal["csv", "xlsx"] | None = None,
        interview_id: str | None = None,
        ids: builtins.list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        hides_names: bool | None = None,
    ) -> AbstractContextManager[Download]:
        """Download sessions as a table.

        Returns a CSV or XLSX file with one row per session, and separate columns for the AI's levels and people's. Takes all filters of the session list. The number of rows isn't limited. Role: VIEWER or higher.
        """
        return self._sender.file(
            "GET",
            "/sessions/export",
            query={
                "q": q,
                "status": status,
                "endReason": end_reason,
                "reportStatus": report_status,
                "decision": decision,
                "reviewed": reviewed,
                "problem": problem,
                "from": from_,
                "to": to,
                "criterion": criterion,
                "level": level,
                "humanLevel": human_level,
                "mode": mode,
                "activeFrom": active_from,
                "activeTo": active_to,
                "theme": theme,
                "version": version,
                "question": question,
                "outcome": outcome,
                "format": format,
                "interviewId": interview_id,
                "ids": ids,
                "since": since,
                "until": until,
                "hidesNames": hides_names,
            },
        )

    def get(self, session_id: str) -> models.SessionDetail:
        """Get a session.

        Returns the session with its interview and its messages, in order. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}", session_id))

    def get_background(self, session_id: str) -> models.BackgroundOut:
        """Get the background of a report.

        The questions and criteria that the session used, the report's author, clock stops, consents and requests. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/background", session_id))

    def export(
        self,
        session_id: str,
        *,
        format: Literal["pdf", "markdown", "json", "text", "vtt"] | None = None,
        hides_names: bool | None = None,
    ) -> AbstractContextManager[Download]:
        """Download a report.

        Returns the report with its transcript as PDF, Markdown or JSON, or the transcript alone as text or captions. Returns 409 if the interview is too long for a file in this format. Role: VIEWER or higher.
        """
        return self._sender.file(
            "GET", fill("/sessions/{id}/export", session_id), query={"format": format, "hidesNames": hides_names}
        )

    def get_file(self, session_id: str, file_id: str) -> AbstractContextManager[Download]:
        """Download a file of a session.

        A drawing's scene or picture, always as an attachment. Role: VIEWER or higher.
        """
        return self._sender.file("GET", fill("/sessions/{id}/files/{fileId}", session_id, file_id))

    def get_integrity(self, session_id: str) -> models.IntegrityOut:
        """Get the integrity signals of a session.

        A timeline of how the interview was taken, with the candidate's comments, as a basis for questions. Recorded only if `antiCheatingEnabled` was on and the candidate agreed. It changes no score, and no one fails because of it. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/integrity", session_id))

    def get_keystrokes(self, session_id: str) -> builtins.list[models.KeystrokesOut]:
        """Get the keystrokes of a session.

        How code was typed, if the candidate agreed to that. Otherwise, the list is empty. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/keystrokes", session_id))

    def watch(self, session_id: str, *, after: int | None = None) -> AbstractContextManager[Events[models.LiveEvent]]:
        """Watch a session.

        Server-sent events: the messages after `after`, then each message as it is stored, and the state of the session. The stream closes when the session ends, and after five minutes: then request it again. Role: MEMBER or higher.
        """
        return self._sender.events("GET", fill("/sessions/{id}/live", session_id), query={"after": after})

    def list_reports(self, session_id: str) -> builtins.list[models.ReportOut]:
        """List the reports of a session.

        Newest first. Replaced reports are kept unchanged. The AI's parts are null or empty while you have to rate blind first. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/reports", session_id))

    def create_report(self, session_id: str, *, idempotency_key: str | None = None) -> models.ReportWish:
        """Rewrite a report.

        Uses the current model and the same transcript. You can still read the previous report. Role: MEMBER or higher.
        """
        return self._sender.data("POST", fill("/sessions/{id}/reports", session_id), idempotency_key=idempotency_key)

    def get_work(self, session_id: str) -> builtins.list[models.WorkOut]:
        """Get the work of a session.

        Code and drawings of each question as they were last saved, even if they were never sent. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/work", session_id))


class Recordings(_Resource):
    """Recordings of a candidate's camera, screen and voice, made only if the candidate agreed."""

    def get_captions(self, recording_id: str) -> AbstractContextManager[Download]:
        """Get the captions of a recording.

        WebVTT, created from the corrected transcript, with the times of the file. Role: VIEWER or higher.
        """
        return self._sender.file("GET", fill("/recordings/{id}/captions", recording_id))

    def get_link(self, recording_id: str, *, seconds: int | None = None) -> models.LinkOut:
        """Get a link to a recording.

        The link plays or downloads the file for a few minutes without a key. It supports range requests. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/recordings/{id}/link", recording_id), query={"seconds": seconds})

    def list(self, session_id: str) -> builtins.list[models.RecordingOut]:
        """List a session's recordings.

        Recordings of camera, screen and voice in the order in which they began, including those that are not ready yet. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/sessions/{id}/recordings", session_id))


class Reviews(_Resource):
    """Ratings, comments and decisions by people, alongside the AI's ratings."""

    def list_comments(self, session_id: str, *, limit: int | None = None) -> Pages[models.CommentOut]:
        """List comments.

        Comments on a session and on its messages, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/sessions/{id}/comments", session_id), query={"limit": limit})

    def create_comment(
        self, session_id: str, body: models.CommentIn, *, idempotency_key: str | None = None
    ) -> models.CommentOut:
        """Comment on a session.

        Adds a comment to the session or to one of its messages. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/sessions/{id}/comments", session_id), body=body, idempotency_key=idempotency_key
        )

    def delete_comment(self, session_id: str, comment_id: str, *, if_match: str | None = None) -> models.CommentDeleted:
        """Delete a comment.

        You can delete only your own comments. Role: MEMBER or higher.
        """
        return self._sender.data(
            "DELETE", fill("/sessions/{id}/comments/{commentId}", session_id, comment_id), if_match=if_match
        )

    def update_comment(
        self, session_id: str, comment_id: str, body: models.CommentChange, *, if_match: str | None = None
    ) -> models.CommentOut:
        """Change a comment.

        You can change only your own comments. Role: MEMBER or higher.
        """
        return self._sender.data(
            "PATCH", fill("/sessions/{id}/comments/{commentId}", session_id, comment_id), body=body, if_match=if_match
        )

    def list_decisions(self, session_id: str, *, limit: int | None = None) -> Pages[models.DecisionOut]:
        """List decisions.

        Newest first. Only the newest decision counts. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/sessions/{id}/decisions", session_id), query={"limit": limit})

    def list_ratings(self, session_id: str, *, limit: int | None = None) -> Pages[models.HumanRatingOut]:
        """List people's ratings.

        All ratings, including replaced ones, newest first. If the interview is rated blind: only your own, until you have rated. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/sessions/{id}/ratings", session_id), query={"limit": limit})

    def create_ratings(
        self,
        session_id: str,
        body: models.HumanRatingIn | builtins.list[models.HumanRatingIn],
        *,
        idempotency_key: str | None = None,
    ) -> builtins.list[models.HumanRatingOut]:
        """Rate a session.

        Rates one or more criteria. If one rating is invalid, none is saved. Your ratings are shown next to the AI's levels, and never change them. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/sessions/{id}/ratings", session_id), body=body, idempotency_key=idempotency_key
        )


class Candidates(_Resource):
    """Personal invitations."""

    def list_every(
        self,
        *,
        limit: int | None = None,
        q: str | None = None,
        status: builtins.list[
            Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
        ]
        | None = None,
        mail_status: builtins.list[Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"]] | None = None,
        invited_from: str | None = None,
        invited_to: str | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        sort: Literal["createdAt", "name", "status", "invitedAt", "lastActivity"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        interview_id: str | None = None,
    ) -> Pages[models.CandidateAcrossOut]:
        """List candidates across interviews.

        All candidates that the caller can access, each with interview title and sessions. Newest first, unless `sort` says otherwise. Role: VIEWER or higher.
        """
        return self._sender.page(
            "GET",
            "/candidates",
            query={
                "limit": limit,
                "q": q,
                "status": status,
                "mailStatus": mail_status,
                "invitedFrom": invited_from,
                "invitedTo": invited_to,
                "activeFrom": active_from,
                "activeTo": active_to,
                "sort": sort,
                "order": order,
                "interviewId": interview_id,
            },
        )

    def change(self, body: models.CandidateBatch, *, idempotency_key: str | None = None) -> models.BatchOut:
        """Change many candidates.

        Applies one action to at most 100 candidates, and returns the result for each. If it fails for some, it still applies to the others. Repeating the request with the same Idempotency-Key changes nothing more. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/candidates/batch", body=body, idempotency_key=idempotency_key)

    def export_links(
        self,
        *,
        q: str | None = None,
        status: builtins.list[
            Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
        ]
        | None = None,
        mail_status: builtins.list[Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"]] | None = None,
        invited_from: str | None = None,
        invited_to: str | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        sort: Literal["createdAt", "name", "status", "invitedAt", "lastActivity"] | None = None,
        order: Literal["asc", "desc"] | None = None,
        interview_id: str | None = None,
        ids: builtins.list[str] | None = None,
    ) -> AbstractContextManager[Download]:
        """Download personal links.

        A CSV file with one row per candidate and the link to send them, newest first. Takes all filters of the list of candidates. Spreadsheets do not run its cells as formulas. Role: MEMBER or higher.
        """
        return self._sender.file(
            "GET",
            "/candidates/links",
            query={
                "q": q,
                "status": status,
                "mailStatus": mail_status,
                "invitedFrom": invited_from,
                "invitedTo": invited_to,
                "activeFrom": active_from,
                "activeTo": active_to,
                "sort": sort,
                "order": order,
                "interviewId": interview_id,
                "ids": ids,
            },
        )

    def erase(self, candidate_id: str, *, if_match: str | None = None) -> models.ReceiptOut:
        """Erase a candidate.

        Permanently deletes the candidate with all sessions, transcripts and files, and returns a receipt. Returns 409 under a legal hold. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/candidates/{id}", candidate_id), if_match=if_match)

    def get(self, candidate_id: str) -> models.CandidateDetailOut:
        """Get a candidate.

        Includes all sessions, newest first, and the résumé if it was kept. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/candidates/{id}", candidate_id))

    def update(
        self, candidate_id: str, body: models.CandidateChange, *, if_match: str | None = None
    ) -> models.CandidateDetailOut:
        """Change a candidate.

        Omitted fields keep their values. A later `expiresAt` extends the link. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/candidates/{id}", candidate_id), body=body, if_match=if_match)

    def export(self, candidate_id: str) -> AbstractContextManager[Download]:
        """Export all data about a candidate.

        Returns every row about the candidate as one JSON file, including comments and ratings by others, for a subject access request. It leaves out data that only the candidate may read: adjustments, and sex and ethnicity. These are in the export that candidates create themselves. Role: ADMIN or higher.
        """
        return self._sender.file("GET", fill("/candidates/{id}/data", candidate_id))

    def renew_link(
        self, candidate_id: str, body: models.NewLinkIn, *, idempotency_key: str | None = None
    ) -> models.CandidateDetailOut:
        """Create a new link.

        The old link and the browsers that used it lose access. A revoked candidate gets access again. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/candidates/{id}/link", candidate_id), body=body, idempotency_key=idempotency_key
        )

    def allow_retake(self, candidate_id: str, *, idempotency_key: str | None = None) -> models.CandidateDetailOut:
        """Allow a retake.

        The link can start another session, with the interview's content at that time. The earlier session stays. Role: MEMBER or higher.
        """
        return self._sender.data("POST", fill("/candidates/{id}/retake", candidate_id), idempotency_key=idempotency_key)

    def revoke_link(self, candidate_id: str, *, idempotency_key: str | None = None) -> models.CandidateDetailOut:
        """Revoke a link.

        The personal link can no longer start an interview. A candidate who is in the interview may finish it. Role: MEMBER or higher.
        """
        return self._sender.data("POST", fill("/candidates/{id}/revoke", candidate_id), idempotency_key=idempotency_key)

    def send_letter(
        self, candidate_id: str, body: models.LetterIn, *, idempotency_key: str | None = None
    ) -> models.CandidateDetailOut:
        """Email an invitation or a reminder.

        Uses the interview's email templates. An invitation can be sent again. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/candidates/{id}/send", candidate_id), body=body, idempotency_key=idempotency_key
        )

    def simulate(
        self, candidate_id: str, body: models.SimulationIn, *, idempotency_key: str | None = None
    ) -> models.CandidateDetailOut:
        """Simulate a candidate.

        A simulated candidate opens the personal link, consents and answers to the end, in the background. The rest happens as it does after a person's interview. A SILENT candidate waits as a silent person would. In test mode only. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/candidates/{id}/simulate", candidate_id), body=body, idempotency_key=idempotency_key
        )

    def delete_import(self, import_id: str, *, if_match: str | None = None) -> models.ImportDeleted:
        """Discard a list.

        Deletes the list. Candidates created from it stay. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/imports/{id}", import_id), if_match=if_match)

    def get_import(self, import_id: str) -> models.ImportOut:
        """Get a list that is being imported.

        The list is checked against the candidates that the interview has now. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/imports/{id}", import_id))

    def update_import(
        self, import_id: str, body: models.ImportChange, *, if_match: str | None = None
    ) -> models.ImportOut:
        """Map columns and fix rows.

        Checks the list again. No one is invited. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/imports/{id}", import_id), body=body, if_match=if_match)

    def confirm_import(
        self, import_id: str, body: models.ConfirmIn, *, idempotency_key: str | None = None
    ) -> models.ImportOut:
        """Import the ready rows.

        Creates candidates from the next 500 rows that are ready, all or none. Repeat it with the response's `writtenCount` until `isDone` is true. A repeated step creates no candidate twice. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/imports/{id}/confirm", import_id), body=body, idempotency_key=idempotency_key
        )

    def get_import_problems(self, import_id: str) -> AbstractContextManager[Download]:
        """Download the rows to fix.

        A CSV file with the reason for each row. Spreadsheets do not run its cells as formulas. Role: VIEWER or higher.
        """
        return self._sender.file("GET", fill("/imports/{id}/problems", import_id))

    def count(self, interview_id: str) -> models.CandidateCounts:
        """Count candidates.

        How many candidates of the interview have each status. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}/candidate-counts", interview_id))

    def list(
        self,
        interview_id: str,
        *,
        limit: int | None = None,
        q: str | None = None,
        status: builtins.list[
            Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
        ]
        | None = None,
        mail_status: builtins.list[Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"]] | None = None,
        invited_from: str | None = None,
        invited_to: str | None = None,
        active_from: str | None = None,
        active_to: str | None = None,
        sort: Literal["createdAt", "name", "status", "invitedAt", "lastActivity"] | None = None,
        order: Literal["asc", "desc"] | None = None,
    ) -> Pages[models.CandidateOut]:
        """List candidates.

        Newest first, unless `sort` says otherwise. Returns one page if `limit`, `cursor` or another order is given, otherwise all candidates that match. Role: VIEWER or higher.
        """
        return self._sender.page(
            "GET",
            fill("/interviews/{id}/candidates", interview_id),
            query={
                "limit": limit,
                "q": q,
                "status": status,
                "mailStatus": mail_status,
                "invitedFrom": invited_from,
                "invitedTo": invited_to,
                "activeFrom": active_from,
                "activeTo": active_to,
                "sort": sort,
                "order": order,
            },
        )

    def create(
        self,
        interview_id: str,
        body: models.CandidateIn | builtins.list[models.CandidateIn],
        *,
        idempotency_key: str | None = None,
    ) -> builtins.list[models.CandidateOut]:
        """Invite candidates.

        Takes one object or an array of at most 500, and creates all or none. Each gets a personal link. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/candidates", interview_id), body=body, idempotency_key=idempotency_key
        )

    def create_import(
        self,
        interview_id: str,
        content: bytes,
        *,
        media_type: Literal[
            "application/octet-stream",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "text/csv",
            "text/plain",
        ],
        file_name: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.ImportOut:
        """Read a list of candidates.

        Takes a CSV or XLSX file of at most 5,000 rows. Returns its columns, a guess at what they contain, and the rows to fix. No one is invited. The list is kept for a day. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST",
            fill("/interviews/{id}/imports", interview_id),
            query={"fileName": file_name},
            content=content,
            media_type=media_type,
            idempotency_key=idempotency_key,
        )

    def send_letters(
        self, interview_id: str, body: models.SendingIn, *, idempotency_key: str | None = None
    ) -> models.SendingOut:
        """Email many candidates.

        Queues an invitation or a reminder for these candidates, or for all who have not been invited yet. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/invitations", interview_id), body=body, idempotency_key=idempotency_key
        )

    def preview_letter(
        self, interview_id: str, body: models.PreviewIn, *, idempotency_key: str | None = None
    ) -> models.PreviewOut:
        """Preview an email.

        The email as a candidate would get it, except for the link's token. Nothing is sent. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/letter-preview", interview_id), body=body, idempotency_key=idempotency_key
        )

    def get_letters(self, interview_id: str) -> models.LettersOut:
        """Get the email templates of an interview.

        The texts of the invitation and the reminder, when they are sent, and who is notified when a session is done. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}/letters", interview_id))

    def update_letters(
        self, interview_id: str, body: models.LettersChange, *, if_match: str | None = None
    ) -> models.LettersOut:
        """Change the email templates of an interview.

        Omitted fields keep their values. null restores the built-in text. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/interviews/{id}/letters", interview_id), body=body, if_match=if_match)

    def read_resume(
        self,
        interview_id: str,
        content: bytes,
        *,
        media_type: Literal[
            "application/msword",
            "application/octet-stream",
            "application/pdf",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "text/csv",
            "text/html",
            "text/markdown",
            "text/plain",
        ],
        file_name: str | None = None,
        idempotency_key: str | None = None,
    ) -> models.ResumeProposalOut:
        """Read a résumé.

        Proposes a name, an email address and a phone number, which the model extracts if there is one. Nothing is stored, and the file isn't kept. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST",
            fill("/interviews/{id}/resumes", interview_id),
            query={"fileName": file_name},
            content=content,
            media_type=media_type,
            idempotency_key=idempotency_key,
        )


class Requests(_Resource):
    """Requests from candidates: for an interview or a review by a person, or for an adjustment."""

    def list(self, interview_id: str, *, limit: int | None = None) -> Pages[models.RequestOut]:
        """List requests.

        Requests by candidates of an interview, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/interviews/{id}/requests", interview_id), query={"limit": limit})

    def list_all(
        self, *, limit: int | None = None, state: Literal["OPEN", "DONE"] | None = None
    ) -> Pages[models.RequestAcrossOut]:
        """List requests of all interviews.

        Candidates' requests. With `state=OPEN`, the oldest come first, since their deadlines come first; otherwise the newest. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/requests", query={"limit": limit, "state": state})

    def count(self) -> models.RequestCountOut:
        """Count requests.

        The number of requests that wait for a decision. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/requests/counts")

    def delete(self, request_id: str, *, if_match: str | None = None) -> models.RequestDeleted:
        """Delete a request.

        Deletes the request permanently. Visitors can type any address where an interview begins, so erasing a candidate leaves requests with an unverified address: check `eraseAskedAt`, and decide. Returns 409 under a legal hold. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/requests/{id}", request_id), if_match=if_match)

    def get(self, request_id: str) -> models.RequestAcrossOut:
        """Get a request.

        Includes its interview, how the address was verified, and the legal deadline for an answer. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/requests/{id}", request_id))

    def update(self, request_id: str, body: models.RequestChange, *, if_match: str | None = None) -> models.RequestOut:
        """Update a request.

        Marks a request as done without informing the person, or reopens it. An erased request stays closed. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/requests/{id}", request_id), body=body, if_match=if_match)

    def decide(
        self, request_id: str, body: models.RequestDecisionIn, *, idempotency_key: str | None = None
    ) -> models.RequestDecidedOut:
        """Decide about a request.

        Closes an open request, and emails the person the decision and your reason. `ERASED` permanently deletes the name and message, and the address once that email has been sent. It leaves a receipt. It deletes nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: the request is already closed, or is to be erased under a legal hold. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/requests/{id}/decision", request_id), body=body, idempotency_key=idempotency_key
        )


class Documents(_Resource):
    """The text of files and web pages."""

    def read(
        self,
        content: bytes,
        *,
        media_type: Literal[
            "application/msword",
            "application/octet-stream",
            "application/pdf",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "text/csv",
            "text/html",
            "text/markdown",
            "text/plain",
        ],
        idempotency_key: str | None = None,
    ) -> models.DocumentOut:
        """Read a file.

        The text of a PDF, DOCX, TXT, CSV, XLSX or HTML file. The type is detected from the content, and the file is not stored. A file that takes more than 4 seconds of processor time to read is refused, with the reason. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", "/documents", content=content, media_type=media_type, idempotency_key=idempotency_key
        )

    def read_page(self, body: models.PageIn, *, idempotency_key: str | None = None) -> models.DocumentOut:
        """Read a web page.

        The text of a public web page or file. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/documents/page", body=body, idempotency_key=idempotency_key)


class Drafts(_Resource):
    """Interviews drafted from a goal, a job or a résumé, and changed in plain words. Nothing is stored."""

    def create(self, body: models.DraftIn) -> AbstractContextManager[Events[models.DraftEvent]]:
        """Draft an interview.

        Drafts an interview from a goal, a document or the address of a document. The draft is streamed: each question and criterion is sent as soon as it is complete, so you keep what arrived if you disconnect. A model writes the draft if one is available; otherwise it comes from a question bank. `origin` says which. If a question breaks the rules, the model is asked for another; `leftOutParts` lists what is still missing. Nothing is stored. Role: MEMBER or higher.
        """
        return self._sender.events("POST", "/drafts", body=body)

    def refine(self, body: models.RefineIn, *, idempotency_key: str | None = None) -> models.RefinementOut:
        """Change a draft in plain words.

        Returns proposed changes, each with the old and the new value. None of them is applied: your texts stay as they are until you change them. You can send the parts of a draft as you received them. Without a model, only requests to add, remove or move a question are understood. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/drafts/refine", body=body, idempotency_key=idempotency_key)


class Rehearsals(_Resource):
    """Simulated candidates take an interview before anyone is invited."""

    def list(self, interview_id: str, *, limit: int | None = None) -> Pages[models.RehearsalOut]:
        """List rehearsals.

        Rehearsals of an interview, newest first, without their results. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/interviews/{id}/rehearsals", interview_id), query={"limit": limit})

    def create(
        self, interview_id: str, body: models.RehearsalIn, *, idempotency_key: str | None = None
    ) -> models.RehearsalOut:
        """Rehearse an interview.

        Interviews simulated candidates with the real engine, in the background. A rehearsal leaves no session and no report, and uses no session hours, but a model's tokens are counted. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/rehearsals", interview_id), body=body, idempotency_key=idempotency_key
        )

    def get(self, rehearsal_id: str) -> models.RehearsalDetail:
        """Get a rehearsal.

        A rehearsal with its results so far, candidate by candidate. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/rehearsals/{id}", rehearsal_id))


class Usage(_Resource):
    """How much of its plan an organization has used."""

    def get(self) -> models.UsageOut:
        """Get usage and limits.

        How much of its plan the organization has used. Session hours and tokens are for this month. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/usage")

    def list_months(self, *, months: int | None = None) -> builtins.list[models.MonthOut]:
        """List usage by month.

        Newest first, each with the projects that you can access. Tokens are counted for the whole organization. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/usage/months", query={"months": months})

    def list_plans(self) -> builtins.list[models.PlanOut]:
        """List the plans.

        The plans of this deployment. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/usage/plans")

    def choose_plan(self, body: models.PlanChange) -> builtins.list[models.PlanOut]:
        """Choose a plan.

        Returns 403 if the deployment sends people elsewhere to choose a plan (`AURAL_UPGRADE_URL`). Not in test mode. Role: OWNER.
        """
        return self._sender.data("PATCH", "/usage/plans", body=body)


class Templates(_Resource):
    """Ready-made interviews to start from."""

    def list(self, *, language: Literal["en", "zh"] | None = None) -> builtins.list[models.TemplateOut]:
        """List templates.

        Ready-made interviews. `POST /interviews/import` creates an interview from a template's `file`. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/templates", query={"language": language})


class Versions(_Resource):
    """Copies of an interview, stored when it is published or a session begins."""

    def get_last_change(self, interview_id: str, *, question: str | None = None) -> models.LastChangeOut:
        """Get the last change.

        The last person to change the interview's own fields or one of its questions, and the time. Show it after a 412. Both are null if the change can't be attributed, such as after a version was restored. Role: VIEWER or higher.
        """
        return self._sender.data(
            "GET", fill("/interviews/{id}/last-change", interview_id), query={"question": question}
        )

    def list(self, interview_id: str, *, limit: int | None = None) -> Pages[models.VersionSummary]:
        """List versions.

        Copies of the interview, stored when it is published or a session begins, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/interviews/{id}/versions", interview_id), query={"limit": limit})

    def get(self, version_id: str) -> models.VersionOut:
        """Get a version.

        Includes its full content. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/versions/{id}", version_id))

    def get_difference(self, version_id: str, *, to: str | None = None) -> models.DifferenceOut:
        """Compare a version.

        Compares it field by field with another version of the interview, or with the interview as it is now. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/versions/{id}/difference", version_id), query={"to": to})

    def restore(self, version_id: str, *, idempotency_key: str | None = None) -> models.InterviewOut:
        """Restore a version.

        The interview returns to this version. Its current content is kept as a version. Role: MEMBER or higher.
        """
        return self._sender.data("POST", fill("/versions/{id}/restore", version_id), idempotency_key=idempotency_key)


class Library(_Resource):
    """Questions saved for reuse."""

    def list(
        self,
        *,
        limit: int | None = None,
        q: str | None = None,
        tag: str | None = None,
        type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]
        | None = None,
    ) -> Pages[models.LibraryQuestionOut]:
        """List library questions.

        The question library, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/library", query={"limit": limit, "q": q, "tag": tag, "type": type})

    def save_to(
        self, body: models.LibraryQuestionIn, *, idempotency_key: str | None = None
    ) -> models.LibraryQuestionOut:
        """Save a question to the library.

        To use it in an interview, send the response as a new question there. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/library", body=body, idempotency_key=idempotency_key)

    def delete_question(self, library_id: str, *, if_match: str | None = None) -> models.Forgotten:
        """Delete a library question.

        Deletes it only from the library. Interviews that use it keep it. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/library/{id}", library_id), if_match=if_match)

    def get_question(self, library_id: str) -> models.LibraryQuestionOut:
        """Get a library question.

        The ETag is its version, for `If-Match`. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/library/{id}", library_id))

    def update_question(
        self, library_id: str, body: models.LibraryQuestionChange, *, if_match: str | None = None
    ) -> models.LibraryQuestionOut:
        """Change a library question.

        Omitted fields keep their values. Interviews that use it are not changed. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/library/{id}", library_id), body=body, if_match=if_match)


class Accounts(_Resource):
    """People who sign in."""

    def get_me(self) -> models.MeOut:
        """Get the caller.

        The signed-in person, or the holder of the key, and the organization that the request works in. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/me")


class Keys(_Resource):
    """API keys: creating, listing and revoking them."""

    def list(self, *, limit: int | None = None) -> Pages[models.KeyOut]:
        """List API keys.

        Keys that access only projects that you can access, including revoked keys, newest first. Each shows only its first characters. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/keys", query={"limit": limit})

    def create(self, body: models.KeyIn, *, idempotency_key: str | None = None) -> models.NewKeyOut:
        """Create an API key.

        Returns the key itself, once. It has no more permissions and no later expiry than the key or person that creates it. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/keys", body=body, idempotency_key=idempotency_key)

    def list_scopes(self) -> builtins.list[models.ScopeOut]:
        """List scopes.

        Scopes that you can give to a key. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/keys/scopes")

    def revoke(self, key_id: str) -> models.KeyOut:
        """Revoke an API key.

        The key stops working. Revoking it twice is not an error. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/keys/{id}", key_id))


class Insights(_Resource):
    """Aggregated results of many sessions."""

    def get_overall(self, *, since: str | None = None, until: str | None = None) -> models.OverallOut:
        """Get insights across interviews.

        Covers all interviews that the caller can access. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/insights", query={"since": since, "until": until})

    def get(self, interview_id: str, *, since: str | None = None, until: str | None = None) -> models.InsightsOut:
        """Get insights of an interview.

        Completion, questions, levels, themes with quotes, and the interviewer's conduct, across sessions. Role: VIEWER or higher.
        """
        return self._sender.data(
            "GET", fill("/interviews/{id}/insights", interview_id), query={"since": since, "until": until}
        )


class Shares(_Resource):
    """Links that open a report without an account."""

    def list(self, session_id: str, *, limit: int | None = None) -> Pages[models.ShareOut]:
        """List shared links.

        Links to a session's report, newest first, including those that no longer work. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/sessions/{id}/shares", session_id), query={"limit": limit})

    def create(self, session_id: str, body: models.ShareIn, *, idempotency_key: str | None = None) -> models.ShareMade:
        """Share a report.

        Creates a link that opens the chosen parts without an account. `url` is returned only once. Role: MEMBER or higher.
        """
        return self._sender.data(
            "POST", fill("/sessions/{id}/shares", session_id), body=body, idempotency_key=idempotency_key
        )

    def revoke(self, share_id: str) -> models.ShareOut:
        """Revoke a shared link.

        The link stops working. Revoking it twice isn't an error. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/shares/{id}", share_id))

    def list_views(self, share_id: str, *, limit: int | None = None) -> Pages[models.ViewOut]:
        """List views of a shared link.

        Each time the link was opened, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", fill("/shares/{id}/views", share_id), query={"limit": limit})


class Settings(_Resource):
    """Settings of an organization."""

    def preview_interview_erasures(
        self,
        interview_id: str,
        *,
        transcript_days: int | None = None,
        media_days: int | None = None,
        integrity_days: int | None = None,
    ) -> models.ErasuresOut:
        """Preview what would be erased of an interview.

        Lists what a retention period of the interview would erase, and when. Nothing is set or erased. Role: VIEWER or higher.
        """
        return self._sender.data(
            "GET",
            fill("/interviews/{id}/erasures", interview_id),
            query={"transcriptDays": transcript_days, "mediaDays": media_days, "integrityDays": integrity_days},
        )

    def get_interview_retention(self, interview_id: str) -> models.OwnRetentionOut:
        """Get the retention of an interview's candidates.

        Also says whether the interview follows the organization's retention. Role: VIEWER or higher.
        """
        return self._sender.data("GET", fill("/interviews/{id}/retention", interview_id))

    def update_interview_retention(
        self, interview_id: str, body: models.OwnRetentionChange, *, if_match: str | None = None
    ) -> models.OwnRetentionOut:
        """Set the retention of an interview's candidates.

        Replaces the organization's retention; `followsOrganization` restores it. Role: ADMIN or higher.
        """
        return self._sender.data(
            "PATCH", fill("/interviews/{id}/retention", interview_id), body=body, if_match=if_match
        )

    def get_brand(self) -> models.BrandOut:
        """Get the brand.

        The organization's brand as candidates see it. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/brand")

    def update_brand(self, body: models.BrandChange, *, if_match: str | None = None) -> models.BrandOut:
        """Change the brand.

        Any accent is accepted: `tints` are the colors that the pages show for it in each theme. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", "/settings/brand", body=body, if_match=if_match)

    def remove_logo(self, *, if_match: str | None = None) -> models.BrandOut:
        """Remove the logo.

        Removing it twice is not an error. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", "/settings/brand/logo", if_match=if_match)

    def set_logo(
        self,
        content: bytes,
        *,
        media_type: Literal["image/jpeg", "image/png", "image/webp"],
        idempotency_key: str | None = None,
    ) -> models.BrandOut:
        """Set the logo.

        A PNG, JPEG or WebP picture. It is scaled to at most 480 × 160 pixels. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", "/settings/brand/logo", content=content, media_type=media_type, idempotency_key=idempotency_key
        )

    def preview_erasures(
        self, *, transcript_days: int | None = None, media_days: int | None = None, integrity_days: int | None = None
    ) -> models.ErasuresOut:
        """Preview what would be erased.

        Lists what a retention period of the organization would erase, and when. Nothing is set or erased. Role: VIEWER or higher.
        """
        return self._sender.data(
            "GET",
            "/settings/erasures",
            query={"transcriptDays": transcript_days, "mediaDays": media_days, "integrityDays": integrity_days},
        )

    def get_fairness(self) -> models.FairnessOut:
        """Get the fairness setting.

        Says whether candidates are asked for their sex and ethnicity after a hiring interview. Only the candidate can read their answers; `aural audit bias` counts them. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/fairness")

    def update_fairness(self, body: models.FairnessChange, *, if_match: str | None = None) -> models.FairnessOut:
        """Turn the fairness questions on or off.

        Off by default: in many countries, asking needs a legal basis. After you switch it off, existing answers stay until their candidates are erased. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", "/settings/fairness", body=body, if_match=if_match)

    def get_languages(self) -> models.LanguagesOut:
        """Get the languages.

        The default languages of new interviews and of reports. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/languages")

    def update_languages(self, body: models.LanguagesChange, *, if_match: str | None = None) -> models.LanguagesOut:
        """Change the languages.

        Existing interviews and reports keep their language. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", "/settings/languages", body=body, if_match=if_match)

    def get_model(self) -> models.EngineOut:
        """Get the language model.

        The model that this organization uses. Its key is never returned. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/model")

    def update_model(self, body: models.EngineChange, *, if_match: str | None = None) -> models.EngineOut:
        """Choose the language model.

        Takes effect from the next turn. The key is stored encrypted, and used only for this address. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", "/settings/model", body=body, if_match=if_match)

    def try_model(self, body: models.EngineChange, *, idempotency_key: str | None = None) -> models.TrialOut:
        """Try a model.

        Checks the model and has it phrase a follow-up. Fields that are sent replace the current settings, for this trial only. The tokens count toward the plan. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/settings/model/try", body=body, idempotency_key=idempotency_key)

    def get_retention(self) -> models.RetentionOut:
        """Get the retention of candidates.

        How long candidates are kept, with their sessions, transcripts and reports. Recordings and integrity data may be deleted earlier. Interviews may have their own retention. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/retention")

    def update_retention(self, body: models.RetentionChange, *, if_match: str | None = None) -> models.RetentionOut:
        """Set the retention of candidates.

        Candidates past their retention period are erased the following night (UTC), and requests that belong to no candidate are deleted. Preview the erasures first. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", "/settings/retention", body=body, if_match=if_match)

    def list_own_retention(self, *, limit: int | None = None) -> Pages[models.InterviewKeptOut]:
        """List interviews with their own retention.

        Newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/settings/retention/interviews", query={"limit": limit})

    def get_voice(self) -> models.VoiceOut:
        """Get the voice settings.

        The speech engines that the operator has set up, their languages, and the voice capacity. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/settings/voice")

    def get_voice_sample(self, *, speed: float | None = None) -> AbstractContextManager[Download]:
        """Hear a sample of the voice.

        One fixed sentence as a WAV file. Returns 409 if there is no voice, or it cannot speak right now. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.file("GET", "/settings/voice/sample", query={"speed": speed})


class Webhooks(_Resource):
    """Notifying other systems of events."""

    def list(self) -> builtins.list[models.WebhookOut]:
        """List endpoints.

        Endpoints of the projects that you can access, oldest first. Role: MEMBER or higher.
        """
        return self._sender.data("GET", "/webhooks")

    def create(self, body: models.WebhookIn, *, idempotency_key: str | None = None) -> models.NewWebhookOut:
        """Add an endpoint.

        The secret is shown only once. Addresses in private networks are refused. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/webhooks", body=body, idempotency_key=idempotency_key)

    def delete(self, webhook_id: str, *, if_match: str | None = None) -> models.WebhookDeleted:
        """Delete an endpoint.

        Deletes it with its delivery log. Pending deliveries are not sent. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/webhooks/{id}", webhook_id), if_match=if_match)

    def get(self, webhook_id: str) -> models.WebhookOut:
        """Get an endpoint.

        Includes the results of its newest deliveries. Role: MEMBER or higher.
        """
        return self._sender.data("GET", fill("/webhooks/{id}", webhook_id))

    def update(self, webhook_id: str, body: models.WebhookChange, *, if_match: str | None = None) -> models.WebhookOut:
        """Change an endpoint.

        Changes its address, its events, or whether it is on. Switching it off cancels pending deliveries. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", fill("/webhooks/{id}", webhook_id), body=body, if_match=if_match)

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        limit: int | None = None,
        state: Literal["PENDING", "DELIVERED", "FAILED"] | None = None,
        type: Literal[
            "interview.published",
            "interview.archived",
            "candidate.invited",
            "candidate.opened",
            "session.started",
            "session.resumed",
            "session.completed",
            "session.abandoned",
            "session.analyzed",
            "session.not_scorable",
            "session.erased",
            "score.overridden",
            "consent.given",
            "consent.withdrawn",
            "review.requested",
            "webhook.disabled",
            "webhook.test",
        ]
        | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> Pages[models.DeliveryOut]:
        """List deliveries.

        Newest first. Role: MEMBER or higher.
        """
        return self._sender.page(
            "GET",
            fill("/webhooks/{id}/deliveries", webhook_id),
            query={"limit": limit, "state": state, "type": type, "from": from_, "to": to},
        )

    def get_delivery(self, webhook_id: str, delivery_id: str) -> models.WholeDeliveryOut:
        """Get a delivery.

        Includes the payload, and each attempt with its response. Role: MEMBER or higher.
        """
        return self._sender.data("GET", fill("/webhooks/{id}/deliveries/{deliveryId}", webhook_id, delivery_id))

    def replay_delivery(
        self, webhook_id: str, delivery_id: str, *, idempotency_key: str | None = None
    ) -> models.WholeDeliveryOut:
        """Send a delivery again.

        Creates a new delivery of the same event, with the same `webhook-id`. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST",
            fill("/webhooks/{id}/deliveries/{deliveryId}", webhook_id, delivery_id),
            idempotency_key=idempotency_key,
        )

    def try_delivery(
        self, webhook_id: str, delivery_id: str, *, idempotency_key: str | None = None
    ) -> models.WholeDeliveryOut:
        """Try a delivery now.

        The delivery must be waiting for its next attempt. This attempt is in addition to the planned ones. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST",
            fill("/webhooks/{id}/deliveries/{deliveryId}/try", webhook_id, delivery_id),
            idempotency_key=idempotency_key,
        )

    def replay_events(
        self, webhook_id: str, body: models.ReplayIn, *, idempotency_key: str | None = None
    ) -> models.ReplayOut:
        """Send the events of a period again.

        Includes events that occurred while the endpoint was off. Events are kept for 30 days. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/webhooks/{id}/replay", webhook_id), body=body, idempotency_key=idempotency_key
        )

    def rotate_secret(self, webhook_id: str, *, idempotency_key: str | None = None) -> models.NewWebhookOut:
        """Give an endpoint a new secret.

        For 24 hours, until `previousSecretUntil`, the previous secret signs too, and each delivery carries both signatures. Rotating again within that time ends the oldest secret at once. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/webhooks/{id}/rotate-secret", webhook_id), idempotency_key=idempotency_key
        )

    def test(self, webhook_id: str, *, idempotency_key: str | None = None) -> models.WholeDeliveryOut:
        """Send a test.

        Sends a `webhook.test` event to this endpoint only, whichever events it is set to receive. Role: ADMIN or higher.
        """
        return self._sender.data("POST", fill("/webhooks/{id}/test", webhook_id), idempotency_key=idempotency_key)


class Integrations(_Resource):
    """Applicant tracking systems that send candidates."""

    def list(self) -> builtins.list[models.IntegrationOut]:
        """List connections.

        Connections to applicant tracking systems, oldest first. Initially there are none. Not in test mode. Role: MEMBER or higher.
        """
        return self._sender.data("GET", "/integrations")

    def create(self, body: models.IntegrationIn, *, idempotency_key: str | None = None) -> models.NewIntegrationOut:
        """Connect a tracking system.

        The connection's key is shown only once: give it to the vendor. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/integrations", body=body, idempotency_key=idempotency_key)

    def delete(self, integration_id: str, *, if_match: str | None = None) -> models.IntegrationDeleted:
        """Delete a connection.

        The vendor can no longer find interviews here and gets no notifications. Candidates stay. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/integrations/{id}", integration_id), if_match=if_match)

    def get(self, integration_id: str) -> models.IntegrationOut:
        """Get a connection.

        Includes when the vendor last called. Not in test mode. Role: MEMBER or higher.
        """
        return self._sender.data("GET", fill("/integrations/{id}", integration_id))

    def update(
        self, integration_id: str, body: models.IntegrationChange, *, if_match: str | None = None
    ) -> models.IntegrationOut:
        """Change a connection.

        Switches it on or off, or replaces the vendor's key. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", fill("/integrations/{id}", integration_id), body=body, if_match=if_match)

    def list_assessments(self, integration_id: str, *, limit: int | None = None) -> Pages[models.AssessmentOut]:
        """List candidates that the vendor has sent.

        Newest first, each with the time of the last notification, or the reason why the vendor did not accept it. Not in test mode. Role: MEMBER or higher.
        """
        return self._sender.page("GET", fill("/integrations/{id}/assessments", integration_id), query={"limit": limit})

    def tell_assessment(
        self, integration_id: str, assessment_id: str, *, idempotency_key: str | None = None
    ) -> models.AssessmentOut:
        """Notify the vendor again.

        Sends the current status again if the vendor did not accept it before. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST",
            fill("/integrations/{id}/assessments/{assessmentId}", integration_id, assessment_id),
            idempotency_key=idempotency_key,
        )

    def rotate_key(self, integration_id: str, *, idempotency_key: str | None = None) -> models.NewIntegrationOut:
        """Give a connection a new key.

        The previous key works for seven more days. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/integrations/{id}/rotate-key", integration_id), idempotency_key=idempotency_key
        )


class Holds(_Resource):
    """Legal holds, which prevent erasure."""

    def hold_candidate(
        self, candidate_id: str, body: models.HoldIn, *, idempotency_key: str | None = None
    ) -> models.HoldOut:
        """Hold a candidate.

        The candidate cannot be erased until the hold is lifted, not even at their own request. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/candidates/{id}/holds", candidate_id), body=body, idempotency_key=idempotency_key
        )

    def list(self, *, limit: int | None = None, candidate_id: str | None = None) -> Pages[models.HoldOut]:
        """List legal holds.

        Newest first. Role: ADMIN or higher.
        """
        return self._sender.page("GET", "/holds", query={"limit": limit, "candidateId": candidate_id})

    def lift(self, hold_id: str) -> models.HoldLifted:
        """Lift a legal hold.

        Candidates past their retention period are erased the following night (UTC). Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/holds/{id}", hold_id))

    def hold_interview(
        self, interview_id: str, body: models.HoldIn, *, idempotency_key: str | None = None
    ) -> models.HoldOut:
        """Hold an interview.

        None of its candidates can be erased until the hold is lifted. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/interviews/{id}/holds", interview_id), body=body, idempotency_key=idempotency_key
        )

    def hold_session(
        self, session_id: str, body: models.HoldIn, *, idempotency_key: str | None = None
    ) -> models.HoldOut:
        """Hold a session.

        The session's candidate, with all their sessions, cannot be erased until the hold is lifted. Role: ADMIN or higher.
        """
        return self._sender.data(
            "POST", fill("/sessions/{id}/holds", session_id), body=body, idempotency_key=idempotency_key
        )


class Organizations(_Resource):
    """The organizations that a person works in."""

    def get(self) -> models.OrganizationOut:
        """Get the organization.

        The organization of the key, or the one that the signed-in person works in. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/organization")

    def rename(self, body: models.OrganizationChange) -> models.OrganizationOut:
        """Rename the organization.

        Candidates see the new name too, unless the brand has its own name. Not in test mode. Role: OWNER.
        """
        return self._sender.data("PATCH", "/organization", body=body)


class Members(_Resource):
    """Members of an organization, their roles, and invitations."""

    def list_invitations(self, *, limit: int | None = None) -> Pages[models.InvitationOut]:
        """List invitations.

        Unused invitations, newest first. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.page("GET", "/invitations", query={"limit": limit})

    def create_invitation(
        self, body: models.InvitationIn, *, idempotency_key: str | None = None
    ) -> models.InvitationMade:
        """Invite a member.

        Returns a link that works once, for 7 days. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/invitations", body=body, idempotency_key=idempotency_key)

    def revoke_invitation(self, invitation_id: str) -> models.InvitationRevoked:
        """Revoke an invitation.

        Its link stops working. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/invitations/{id}", invitation_id))

    def list(self, *, limit: int | None = None) -> Pages[models.MemberOut]:
        """List members.

        Newest first. A caller who is restricted to projects sees only members with access to one of them. Not in test mode. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/members", query={"limit": limit})

    def remove(self, member_id: str) -> models.MemberRemoved:
        """Remove a member.

        The member loses access at once. Their keys and invitations in the organization are revoked. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/members/{id}", member_id))

    def update(self, member_id: str, body: models.MemberChange) -> models.MemberOut:
        """Change a member.

        Changes the role and projects. Keys and invitations of this member that allow more are revoked. The last owner stays an owner. Not in test mode. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", fill("/members/{id}", member_id), body=body)


class Views(_Resource):
    """Filters and orders of lists, saved under a name."""

    def list(self, *, list: Literal["candidates", "sessions"] | None = None) -> builtins.list[models.SavedViewOut]:
        """List saved views.

        Your own views of lists and those that are shared in the organization, sorted by name. Role: VIEWER or higher.
        """
        return self._sender.data("GET", "/views", query={"list": list})

    def create(self, body: models.SavedViewIn, *, idempotency_key: str | None = None) -> models.SavedViewOut:
        """Save a view.

        Saves a list's filters and order under a name, for you or for the organization. Role: MEMBER or higher.
        """
        return self._sender.data("POST", "/views", body=body, idempotency_key=idempotency_key)

    def delete(self, view_id: str) -> models.SavedViewDeleted:
        """Delete a saved view.

        Only its author and admins can delete a shared view. Role: MEMBER or higher.
        """
        return self._sender.data("DELETE", fill("/views/{id}", view_id))

    def update(self, view_id: str, body: models.SavedViewChange) -> models.SavedViewOut:
        """Change a saved view.

        Omitted fields keep their values. Only its author and admins can change a shared view. Role: MEMBER or higher.
        """
        return self._sender.data("PATCH", fill("/views/{id}", view_id), body=body)


class Projects(_Resource):
    """Folders of interviews, which members and keys may be restricted to."""

    def list(self, *, limit: int | None = None) -> Pages[models.OwnProjectOut]:
        """List projects.

        Projects that the caller can access, newest first. Role: VIEWER or higher.
        """
        return self._sender.page("GET", "/projects", query={"limit": limit})

    def create(self, body: models.ProjectIn, *, idempotency_key: str | None = None) -> models.OwnProjectOut:
        """Create a project.

        Its name must be unique in the organization. Role: ADMIN or higher.
        """
        return self._sender.data("POST", "/projects", body=body, idempotency_key=idempotency_key)

    def delete(self, project_id: str) -> models.ProjectDeleted:
        """Delete a project.

        The project must not have interviews, webhook endpoints or connections, and not be the organization's last one. Its library questions move to the oldest of the other projects. Role: ADMIN or higher.
        """
        return self._sender.data("DELETE", fill("/projects/{id}", project_id))

    def rename(self, project_id: str, body: models.ProjectChange) -> models.OwnProjectOut:
        """Rename a project.

        Its name must be unique in the organization. Role: ADMIN or higher.
        """
        return self._sender.data("PATCH", fill("/projects/{id}", project_id), body=body)


class Audit(_Resource):
    """A record of changes and of access to personal data."""

    def list(
        self,
        *,
        limit: int | None = None,
        user_id: str | None = None,
        operation: str | None = None,
        object_id: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> Pages[models.AuditEntryOut]:
        """List the audit log.

        Changes, sessions that were read, files that were downloaded, and sign-ins, newest first. Role: ADMIN or higher.
        """
        return self._sender.page(
            "GET",
            "/audit",
            query={
                "limit": limit,
                "userId": user_id,
                "operation": operation,
                "objectId": object_id,
                "from": from_,
                "to": to,
            },
        )

    def verify(self) -> models.VerdictOut:
        """Verify the chain.

        Whether every line of the audit log is present and unchanged. Role: ADMIN or higher.
        """
        return self._sender.data("GET", "/audit/chain")

    def export(
        self,
        *,
        user_id: str | None = None,
        operation: str | None = None,
        object_id: str | None = None,
        from_: str | None = None,
        to: str | None = None,
    ) -> AbstractContextManager[Download]:
        """Export the audit log.

        A CSV file of the lines that match, with every change that was made before the export. Returns 400 if more than 50,000 lines match. Role: ADMIN or higher.
        """
        return self._sender.file(
            "GET",
            "/audit/export",
            query={"userId": user_id, "operation": operation, "objectId": object_id, "from": from_, "to": to},
        )

    def export_log(self) -> AbstractContextManager[Download]:
        """Export the chain, signed.

        One JSON object per line, for `aural audit verify`, which needs no server and no secret, and names the first line that was changed. The file contains random ids and keyed digests, but no names or addresses. It has every change that was made before the export. Role: ADMIN or higher.
        """
        return self._sender.file("GET", "/audit/log")


class Resources:
    """All operations that a key can call, by resource."""

    def __init__(self, sender: Sender) -> None:
        self.interviews = Interviews(sender)
        self.questions = Questions(sender)
        self.sessions = Sessions(sender)
        self.recordings = Recordings(sender)
        self.reviews = Reviews(sender)
        self.candidates = Candidates(sender)
        self.requests = Requests(sender)
        self.documents = Documents(sender)
        self.drafts = Drafts(sender)
        self.rehearsals = Rehearsals(sender)
        self.usage = Usage(sender)
        self.templates = Templates(sender)
        self.versions = Versions(sender)
        self.library = Library(sender)
        self.accounts = Accounts(sender)
        self.keys = Keys(sender)
        self.insights = Insights(sender)
        self.shares = Shares(sender)
        self.settings = Settings(sender)
        self.webhooks = Webhooks(sender)
        self.integrations = Integrations(sender)
        self.holds = Holds(sender)
        self.organizations = Organizations(sender)
        self.members = Members(sender)
        self.views = Views(sender)
        self.projects = Projects(sender)
        self.audit = Audit(sender)
