"""The table of operations: all that /api/v1 can do. The OpenAPI document and the tenant tests are generated from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from aural.api import candidate_requests, candidates, examples, interviews, questions, sessions, usage, work
from aural.api.operations import Answer, Body, Operation
from aural.errors import MethodNotAllowedError, NotFoundError

OPERATIONS = (
    Operation(
        method="GET",
        path="/interviews",
        id="listInterviews",
        summary="List interviews",
        description="Interviews that the key can reach, archived ones too, newest first.",
        tag="Interviews",
        handler=interviews.list_interviews,
        answer=Answer(interviews.InterviewOut, examples.INTERVIEW, is_list=True),
        paging="always",
    ),
    Operation(
        method="POST",
        path="/interviews",
        id="createInterview",
        summary="Create an interview",
        description="Active and invite-only, in the first project that the key can reach.",
        tag="Interviews",
        handler=interviews.create_interview,
        answer=Answer(interviews.InterviewOut, examples.INTERVIEW, has_etag=True),
        role="MEMBER",
        body=Body(interviews.InterviewIn, examples.INTERVIEW_IN, check=interviews.check_modes),
        plan_limit="templates",
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}",
        id="getInterview",
        summary="Get an interview",
        description="With its questions in their order and the number of its sessions.",
        tag="Interviews",
        handler=interviews.get_interview,
        answer=Answer(
            interviews.InterviewDetail, {**examples.INTERVIEW, "questions": [examples.QUESTION]}, has_etag=True
        ),
        find=interviews.find_interview,
    ),
    Operation(
        method="PATCH",
        path="/interviews/{id}",
        id="updateInterview",
        summary="Update an interview",
        description="What is left out stays as it is. Sessions that run already keep what they started with.",
        tag="Interviews",
        handler=interviews.update_interview,
        answer=Answer(interviews.InterviewOut, examples.INTERVIEW, has_etag=True),
        find=interviews.find_interview,
        role="MEMBER",
        body=Body(
            interviews.InterviewChange,
            examples.INTERVIEW_CHANGE,
            check=interviews.check_modes,
            stored=interviews.interview_json,
        ),
    ),
    Operation(
        method="DELETE",
        path="/interviews/{id}",
        id="archiveInterview",
        summary="Archive an interview",
        description="Takes no new sessions from then on; its sessions remain. Doing it twice is no error.",
        tag="Interviews",
        handler=interviews.archive_interview,
        answer=Answer(interviews.Archived, {"id": examples.INTERVIEW_ID, "archived": True}, has_etag=True),
        find=interviews.find_interview,
        role="MEMBER",
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/publish",
        id="publishInterview",
        summary="Publish an interview",
        description="Activates it, lets everybody with the link take it, and answers the link.",
        tag="Interviews",
        handler=interviews.publish_interview,
        answer=Answer(
            interviews.Published,
            {
                "id": examples.INTERVIEW_ID,
                "publicSlug": examples.INTERVIEW["publicSlug"],
                "url": f"https://aural.example.com/i/{examples.INTERVIEW['publicSlug']}",
            },
            has_etag=True,
        ),
        find=interviews.find_interview,
        role="MEMBER",
        plan_limit="templates",
        locks_organization=True,
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/unpublish",
        id="unpublishInterview",
        summary="Unpublish an interview",
        description="Makes it invite-only again. Its public name stays, for its candidates' links.",
        tag="Interviews",
        handler=interviews.unpublish_interview,
        answer=Answer(
            interviews.Unpublished,
            {"id": examples.INTERVIEW_ID, "requireInvite": True, "publicSlug": examples.INTERVIEW["publicSlug"]},
            has_etag=True,
        ),
        find=interviews.find_interview,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/questions",
        id="listQuestions",
        summary="List questions",
        description="All questions of an interview in their order.",
        tag="Questions",
        handler=questions.list_questions,
        answer=Answer(questions.QuestionOut, examples.QUESTION, is_list=True),
        find=interviews.find_interview,
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/questions",
        id="createQuestions",
        summary="Create questions",
        description="One object or an array, all or nothing; answered in the request's order. An interview holds 200.",
        tag="Questions",
        handler=questions.create_questions,
        answer=Answer(questions.QuestionOut, examples.QUESTION, is_list=True),
        find=interviews.find_interview,
        role="MEMBER",
        body=Body(
            questions.QuestionIn, examples.QUESTION_IN, most=questions.MOST_QUESTIONS, check=questions.check_kind
        ),
    ),
    Operation(
        method="PATCH",
        path="/questions/{id}",
        id="updateQuestion",
        summary="Update a question",
        description="What is left out stays as it is. A new order moves it; the others make room.",
        tag="Questions",
        handler=questions.update_question,
        answer=Answer(questions.QuestionOut, examples.QUESTION, has_etag=True),
        find=questions.find_question,
        role="MEMBER",
        body=Body(
            questions.QuestionChange,
            examples.QUESTION_CHANGE,
            check=questions.check_kind,
            stored=questions.question_json,
        ),
    ),
    Operation(
        method="DELETE",
        path="/questions/{id}",
        id="deleteQuestion",
        summary="Delete a question",
        description="Removes it for good; the others close up.",
        tag="Questions",
        handler=questions.delete_question,
        answer=Answer(questions.Deleted, {"id": examples.QUESTION_ID, "deleted": True}),
        find=questions.find_question,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/sessions",
        id="listSessions",
        summary="List sessions",
        description="Sessions of an interview with their reports, newest first.",
        tag="Sessions",
        handler=sessions.list_sessions,
        answer=Answer(sessions.SessionOut, examples.SESSION, is_list=True),
        find=interviews.find_interview,
        paging="always",
    ),
    Operation(
        method="GET",
        path="/sessions/{id}",
        id="getSession",
        summary="Get a session",
        description="With its messages in their order and its interview.",
        tag="Sessions",
        handler=sessions.get_session,
        answer=Answer(
            sessions.SessionDetail,
            {
                **examples.SESSION,
                "messages": [examples.MESSAGE],
                "interview": {key: examples.INTERVIEW[key] for key in ("id", "title", "objective")},
                "remark": "I was nervous at the beginning.",
                "correctedAt": examples.SESSION["completedAt"],
                "problems": [examples.PROBLEM],
                "candidateQuestions": [examples.CANDIDATE_QUESTION],
            },
            has_etag=True,
        ),
        find=sessions.find_session,
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/work",
        id="getWork",
        summary="Get the work of a session",
        description="Code and drawings of each question as they were last saved, also where they were never sent.",
        tag="Sessions",
        handler=work.get_work,
        answer=Answer(work.WorkOut, examples.WORK, is_list=True),
        find=sessions.find_session,
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/keystrokes",
        id="getKeystrokes",
        summary="Get the keystrokes of a session",
        description="How code was typed, where the candidate agreed to that; else nothing.",
        tag="Sessions",
        handler=work.get_keystrokes,
        answer=Answer(work.KeystrokesOut, examples.KEYSTROKES, is_list=True),
        find=sessions.find_session,
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/files/{fileId}",
        id="getFile",
        summary="Download a file of a session",
        description="A drawing's scene or picture, always as an attachment.",
        tag="Sessions",
        handler=work.get_file,
        answer=None,
        find=work.find_file,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/candidates",
        id="listCandidates",
        summary="List candidates",
        description="All invitations, newest first; a page of them where `limit` or `cursor` is given.",
        tag="Candidates",
        handler=candidates.list_candidates,
        answer=Answer(candidates.CandidateOut, examples.CANDIDATE, is_list=True),
        find=interviews.find_interview,
        paging="on request",
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/candidates",
        id="createCandidates",
        summary="Invite candidates",
        description="One object or an array of at most 500, all or nothing; answers a personal link for each.",
        tag="Candidates",
        handler=candidates.create_candidates,
        answer=Answer(candidates.CandidateOut, examples.CANDIDATE, is_list=True),
        find=interviews.find_interview,
        role="MEMBER",
        body=Body(candidates.CandidateIn, examples.CANDIDATE_IN, most=candidates.MOST_CANDIDATES),
        plan_limit="session_hours",
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/requests",
        id="listRequests",
        summary="List requests",
        description="What candidates of an interview ask of people, newest first.",
        tag="Requests",
        handler=candidate_requests.list_requests,
        answer=Answer(candidate_requests.RequestOut, examples.REQUEST, is_list=True),
        find=interviews.find_interview,
        paging="always",
    ),
    Operation(
        method="PATCH",
        path="/requests/{id}",
        id="updateRequest",
        summary="Update a request",
        description="Marks it as done, or opens it again.",
        tag="Requests",
        handler=candidate_requests.update_request,
        answer=Answer(candidate_requests.RequestOut, examples.REQUEST, has_etag=True),
        find=candidate_requests.find_request,
        role="MEMBER",
        body=Body(candidate_requests.RequestChange, examples.REQUEST_CHANGE, read_only=candidate_requests.READ_ONLY),
    ),
    Operation(
        method="GET",
        path="/usage",
        id="getUsage",
        summary="Get usage and limits",
        description="What the organization has used of its plan; session hours and tokens are this month's.",
        tag="Usage",
        handler=usage.get_usage,
        answer=Answer(usage.UsageOut, examples.USAGE),
    ),
)


OPENAPI_PATH = "/openapi.json"


class Routes:
    """Finds the operation of a method and a path. An id is always the second part of a path, of a part the fourth."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._paths: dict[str, dict[str, Operation]] = {}
        for operation in operations:
            self._paths.setdefault(operation.path, {})[operation.method] = operation

    def find(self, method: str, path: str) -> tuple[Operation, str, str]:
        """The operation, the id in the path and that of a part. Raises NotFoundError or MethodNotAllowedError."""
        parts = path.split("/", 4)
        row_id, file_id = (parts[at] if len(parts) > at else "" for at in (2, 4))
        if row_id:
            parts[2] = "{id}"
        if file_id:
            parts[4] = "{fileId}"
        methods = self._paths.get("/".join(parts))
        if methods is None:
            raise _not_allowed(method, ["GET"]) if path == OPENAPI_PATH else NotFoundError
        operation = methods.get("GET" if method == "HEAD" else method)
        if operation is None:
            raise _not_allowed(method, methods)
        return operation, row_id, file_id


def _not_allowed(method: str, known: Collection[str]) -> MethodNotAllowedError:
    allowed = ", ".join(sorted({*known, "HEAD"} if "GET" in known else known))
    text = f"{method} cannot be used here. Use one of: {allowed}."
    return MethodNotAllowedError(text, headers={"Allow": allowed})
