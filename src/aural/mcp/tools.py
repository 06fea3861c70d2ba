"""The table of tools: the API operation of each tool, the fields that it returns, and its description for clients.

Names, arguments and rights are the operation's own. Agents can do only what is listed here. No tool accepts, declines,
erases or emails a candidate, or touches a key, a member or a setting of the organization.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aural.api.operations import Operation
from aural.api.routes import OPERATIONS
from aural.mcp.answers import Fields, fields
from aural.reports.analysis.sections import SECTIONS

_BY_ID = {operation.id: operation for operation in OPERATIONS}


@dataclass(frozen=True, slots=True, eq=False)
class Tool:
    """One tool. `answers` names the fields of the operation's answer that are passed on."""

    name: str
    operation_id: str
    description: str
    answers: Fields
    is_read_only: bool = False
    is_destructive: bool = False  # overwrites or removes something, or takes someone's access away
    is_idempotent: bool = False  # doing it twice is like doing it once
    is_open: bool = False  # may reach addresses outside of Aural
    items: str = ""  # the argument for the items of a body that is an array
    fixed: Mapping[str, object] = field(default_factory=dict)  # fields of the body that are always the same
    without: tuple[str, ...] = ()  # fields of the body or the query that agents have no use for
    waits_for: str = ""  # the field of the answer that says whether the job is still under way
    paged: str = ""  # the list in the answer that is passed on in pages, instead of the whole answer

    @property
    def operation(self) -> Operation:
        return _BY_ID[self.operation_id]


UNDER_WAY = frozenset({"QUEUED", "PENDING", "RUNNING"})

_INTERVIEW = "id title purpose language isActive isDraft requireInvite publicSlug _count{questions sessions} updatedAt"
_QUESTION = "id order text type required options followUpEnabled timeLimitSeconds"
_SESSION = "id candidateId participantName status endReason reportStatus language startedAt completedAt hasProblem"
_CANDIDATE = "id name email status inviteUrl sessionId expiresAt"

TOOLS: tuple[Tool, ...] = (
    Tool(
        "list_interviews",
        "listInterviews",
        "List interviews, newest first.",
        fields(_INTERVIEW),
        is_read_only=True,
    ),
    Tool(
        "get_interview",
        "getInterview",
        "Get an interview with its questions and criteria.",
        fields(
            f"{_INTERVIEW} description objective chatEnabled voiceEnabled videoEnabled aiName aiTone followUpDepth "
            f"timeLimitMinutes nextSteps assessmentCriteria "
            f"questions{{{_QUESTION} description starterCode probes hasOwnProbes}}"
        ),
        is_read_only=True,
    ),
    Tool(
        "draft_interview",
        "createDraft",
        "Draft an interview from a goal, a job description or its address. Stores nothing: create_interview takes the "
        "`interview` and the `questions`. `leftOut` says what is missing. Change what does not fit first.",
        fields("interview questions origin reason leftOut"),
        is_read_only=True,
        is_open=True,
    ),
    Tool(
        "list_templates",
        "listTemplates",
        "List ready-made interviews; `file` contains the arguments of create_interview.",
        fields("id title description purpose questionCount estimatedMinutes file{interview questions}"),
        is_read_only=True,
    ),
    Tool(
        "create_interview",
        "importInterview",
        "Create an interview with all its questions and criteria in one call. Candidates can take it once it is "
        "published or they are invited. A criterion names its questions by their positions, from 0.",
        fields(_INTERVIEW),
        fixed={"format": "aural-interview", "version": 1},
    ),
    Tool(
        "update_interview",
        "updateInterview",
        "Change an interview's settings or criteria. Omitted fields keep their values.",
        fields(_INTERVIEW),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "add_questions",
        "createQuestions",
        "Add questions to an interview, all or none.",
        fields(_QUESTION),
        items="questions",
    ),
    Tool(
        "update_question",
        "updateQuestion",
        "Change a question. Omitted fields keep their values; a new `order` moves it.",
        fields(_QUESTION),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "delete_question",
        "deleteQuestion",
        "Delete a question permanently. Answers to it stay in their sessions.",
        fields("id deleted"),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "check_interview",
        "getChecks",
        "Check an interview for leading, double or unlawful questions, and whether its time limit is enough. Advice "
        "only.",
        fields("estimatedMinutes timeLimitMinutes concerns{code message questionId criterion probe}"),
        is_read_only=True,
    ),
    Tool(
        "start_rehearsal",
        "createRehearsal",
        "Let simulated candidates take an interview as it is now, without counting it. Then call get_rehearsal.",
        fields("id status kinds"),
    ),
    Tool(
        "get_rehearsal",
        "getRehearsal",
        "Get the results of a rehearsal, candidate by candidate. With waitSeconds, waits until it is done.",
        fields(
            "id status done error results{kind minutes end asked answered skipped requiredMissed criteriaCovered "
            "followUps followUpBudget repeats redirects levels}"
        ),
        is_read_only=True,
        waits_for="status",
    ),
    Tool(
        "preview_interview",
        "previewInterview",
        "Create a link with which a person can try the interview for four hours. Nothing is kept or counted.",
        fields("url expiresAt"),
    ),
    Tool(
        "publish_interview",
        "publishInterview",
        "Publish an interview: anyone with the link in the answer can take it from now on.",
        fields("id url"),
        is_idempotent=True,
    ),
    Tool(
        "unpublish_interview",
        "unpublishInterview",
        "Make an interview invite-only again: the public link stops working, and personal links still work.",
        fields("id requireInvite"),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "archive_interview",
        "archiveInterview",
        "Archive an interview: it takes no new sessions, and its sessions remain. unarchive_interview undoes it.",
        fields("id archived"),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "unarchive_interview",
        "unarchiveInterview",
        "Restore an archived interview.",
        fields(_INTERVIEW),
        is_idempotent=True,
    ),
    Tool(
        "list_versions",
        "listVersions",
        "List copies of an interview from when it was published or a session began.",
        fields("id number createdAt sessionCount isCurrent"),
        is_read_only=True,
    ),
    Tool(
        "compare_versions",
        "getDifference",
        "Compare a version of an interview with another one, or with the interview as it is now.",
        fields("before after changes{kind path before after}"),
        is_read_only=True,
    ),
    Tool(
        "invite_candidates",
        "createCandidates",
        "Invite candidates: returns a personal link for each. No email is sent; share the links yourself.",
        fields(_CANDIDATE),
        items="candidates",
        without=("resumeText",),
    ),
    Tool(
        "list_candidates",
        "listCandidates",
        "List the candidates of an interview, newest first or in another order.",
        fields(_CANDIDATE),
        is_read_only=True,
        without=("mailStatus", "invitedFrom", "invitedTo", "activeFrom", "activeTo"),
    ),
    Tool(
        "revoke_link",
        "revokeLink",
        "End a candidate's personal link: it can no longer start an interview. A candidate who is in the interview "
        "may finish it.",
        fields("id status revokedAt"),
        is_destructive=True,
        is_idempotent=True,
    ),
    Tool(
        "list_sessions",
        "listSessions",
        "List the sessions of an interview: who took it, and whether the report is ready. Newest first or sorted.",
        fields(_SESSION),
        is_read_only=True,
        without=("activeFrom", "activeTo", "endReason"),
    ),
    Tool(
        "get_report",
        "getSession",
        "Get a session's report: summary, levels by criterion (null: no evidence), and the quotes behind each claim. "
        "With waitSeconds, waits until it is ready. A report decides nothing: people do.",
        fields(
            f"{_SESSION} interviewId interviewTitle totalDurationSeconds reportReason preliminary summary "
            f"{' '.join(SECTIONS)} levelsHidden "
            "scores{criterion level evidence} evidence{id quote made messageId} remark "
            "candidateQuestions{text answeredWith} suggestions{kind text messageId}"
        ),
        is_read_only=True,
        waits_for="reportStatus",
    ),
    Tool(
        "get_transcript",
        "getSession",
        "Get the messages of a session in their order, page by page. `role` user is the candidate.",
        fields("id seq role kind content questionId note isLeftOut"),
        is_read_only=True,
        paged="messages",
    ),
    Tool(
        "compare_sessions",
        "compareSessions",
        "Put two to four sessions side by side: levels by criterion, and findings. It has no total and no ranking.",
        fields(
            "people{sessionId label summary isScored reportStatus findings{text quotes}} "
            "criteria{name cells{level isHidden quotes}}"
        ),
        is_read_only=True,
    ),
    Tool(
        "get_insights",
        "getInsights",
        "Get insights across the sessions of an interview: completion, questions, criteria, themes.",
        fields(
            "interviewId title isEnough fewest completion questions{questionId text answered skipped left followUps "
            "medianSeconds findings{name count contraryCount} choices{answered options{text count}}} "
            "criteria{name levels noEvidence total} themes{name count total quotes{sessionId quote}}"
        ),
        is_read_only=True,
    ),
    Tool(
        "add_comment",
        "createComment",
        "Leave a comment on a session for the people who review it. Candidates never see it.",
        fields("id createdAt"),
    ),
    Tool(
        "list_requests",
        "listRequests",
        "List requests by an interview's candidates: for an interview or a review by a person, or for an adjustment.",
        fields("id kind state name message sessionId createdAt"),
        is_read_only=True,
    ),
    Tool(
        "get_usage",
        "getUsage",
        "Get the organization's usage of its plan this month.",
        fields("plan templates session_hours ai_tokens seats recording_bytes"),
        is_read_only=True,
    ),
)
BY_NAME: Mapping[str, Tool] = {tool.name: tool for tool in TOOLS}
