# Made by `make api` from the OpenAPI document 3d8057947ad7f42248a6a44a6c1c4e80d52f16822c555c2d732cd05b14f43ddd

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class Amount(TypedDict):
    candidates: int
    sessions: int


class Anchor(TypedDict):
    """
    Describes what an answer at this level looks like.
    """

    level: Literal[1, 2, 3, 4]
    text: str


class AnchorOut(TypedDict):
    level: Literal[1, 2, 3, 4]
    text: str


class ApprovedFact(TypedDict):
    """
    A fact about the company or the role that the interviewer may tell candidates, word for word.
    """

    text: str
    topic: str


class ApprovedFactOut(TypedDict):
    text: str
    topic: str


class Archived(TypedDict):
    archived: Literal[True]
    id: str


class AskedCriterionOut(TypedDict):
    """
    A criterion as it was in this session.
    """

    anchors: list[AnchorOut]
    description: str
    name: str
    questionIds: list[str]


class AskedOut(TypedDict):
    """
    A question as it was in this session.
    """

    id: str
    isRequired: bool
    text: str
    type: str


class AssessmentOut(TypedDict):
    """
    A candidate that the vendor has sent.
    """

    candidateId: str
    createdAt: str
    error: str | None
    id: str
    sessionId: str | None
    status: Literal[
        "NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED", "CANCELLED"
    ]
    toldAt: str | None


class AttemptOut(TypedDict):
    answer: str | None
    error: str | None
    headers: dict[str, str] | None
    milliseconds: int | None
    number: int
    outcome: Literal["SENDING", "ACCEPTED", "REFUSED", "NO_ANSWER", "INTERRUPTED"]
    startedAt: str
    status: int | None


class BoardOut(TypedDict):
    """
    `scene` and `picture` are ids of files; `text` contains the words on the board.
    """

    picture: str | None
    scene: str
    text: str


class BrandChange(TypedDict):
    """
    The changes. Fields that you leave out keep their values.
    """

    accent: NotRequired[str | None]
    name: NotRequired[str | None]


class BreakOut(TypedDict):
    """
    The first place where the chain is broken.
    """

    entryId: str | None
    number: int
    why: Literal["CHANGED", "MISSING"]


CandidateId: TypeAlias = str


class CandidateBatch(TypedDict):
    """
    The action, and at most 100 candidates, of any interviews that the caller can access.
    """

    action: Literal["invite", "remind", "extend", "revoke", "erase"]
    candidateIds: list[CandidateId]
    expiresAt: NotRequired[str | None]


class CandidateChange(TypedDict):
    """
    The changes. Omitted fields keep their values.
    """

    email: NotRequired[str | None]
    expiresAt: NotRequired[str | None]
    name: NotRequired[str | None]
    notes: NotRequired[str | None]
    phone: NotRequired[str | None]
    resumeText: NotRequired[str | None]


class CandidateCounts(TypedDict):
    """
    How many candidates of an interview have each status.
    """

    DONE: int
    EXPIRED: int
    INVITED: int
    IN_INTERVIEW: int
    LEFT: int
    NOT_INVITED: int
    OPENED: int
    REVOKED: int


class CandidateIn(TypedDict):
    """
    A candidate to invite. All fields are optional.
    """

    email: NotRequired[str | None]
    expiresAt: NotRequired[str | None]
    name: NotRequired[str | None]
    notes: NotRequired[str | None]
    phone: NotRequired[str | None]
    resumeText: NotRequired[str | None]


class CandidateOut(TypedDict):
    """
    A candidate. `inviteToken` and `inviteUrl` are null for a VIEWER, because anyone who has them can take the
    interview. For a VIEWER, email and phone are masked.
    """

    createdAt: str
    email: str | None
    expiresAt: str | None
    id: str
    interviewId: str
    inviteToken: str | None
    inviteUrl: str | None
    invitedAt: str | None
    lastActivityAt: str
    mailError: str | None
    mailStatus: Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"] | None
    name: str | None
    notes: str | None
    openedAt: str | None
    phone: str | None
    remindedAt: str | None
    retakes: int
    revokedAt: str | None
    sessionId: str | None
    status: Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
    updatedAt: str


class CandidateQuestionOut(TypedDict):
    """
    A candidate's question or complaint, and the topic of the interviewer's answer to it.
    """

    answeredWith: str | None
    messageId: str
    text: str


class CandidateSessionOut(TypedDict):
    """
    A session of the candidate.
    """

    completedAt: str | None
    endReason: Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"] | None
    id: str
    reportStatus: str | None
    startedAt: str
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
    totalDurationSeconds: int


class CleanedOut(TypedDict):
    count: int
    store: str


class CodeOut(TypedDict):
    language: str
    text: str


class ColumnOut(TypedDict):
    guess: Literal["name", "firstName", "lastName", "email", "phone", "notes"] | None
    index: int
    name: str
    samples: list[str]


class CommentChange(TypedDict):
    """
    The new text of a comment.
    """

    text: NotRequired[str]


class CommentDeleted(TypedDict):
    deleted: bool
    id: str


class CommentIn(TypedDict):
    """
    A comment on the session or on one of its messages.
    """

    messageId: NotRequired[str | None]
    text: str


class CommentOut(TypedDict):
    createdAt: str
    editedAt: str | None
    id: str
    isMine: bool
    messageId: str | None
    person: str
    text: str


class CompletionOut(TypedDict):
    """
    How far candidates get. `added`: all candidates; with `since` or `until`, those who were added or began in that
    time. `invited`: those of them who were emailed an invitation or used their link. `came`: those who began in that
    time. `started`: all sessions, including those begun by the interview's link.
    """

    abandoned: int
    added: int
    averageSeconds: int | None
    came: int
    finished: int
    invited: int
    notScorable: int
    reported: int
    running: int
    started: int


class ConcernOut(TypedDict):
    code: Literal[
        "NO_QUESTIONS",
        "NO_CRITERIA",
        "LEADING",
        "DOUBLE",
        "CLOSED",
        "PROTECTED_TRAIT",
        "CRITERION_WITHOUT_QUESTION",
        "CRITERION_WITHOUT_ANCHORS",
        "QUESTION_WITHOUT_CRITERION",
        "TOO_LONG",
        "PLACEHOLDER",
        "PLACEHOLDER_OPTION",
    ]
    criterion: int | None
    end: int | None
    message: str
    probe: int | None
    questionId: str | None
    start: int | None


class ConductOut(TypedDict):
    """
    How often something happened in total, and in how many sessions.
    """

    count: int
    kind: Literal["repeats", "rephrasings", "redirects", "problems", "pauses", "interruptions"]
    sessions: int


ConfirmIn = TypedDict(
    "ConfirmIn",
    {"from": int},
)


class CostOut(TypedDict):
    amount: float
    currency: str


class CounterQuote(TypedDict):
    """
    OPPOSITE: says the opposite about the same thing. WITHOUT is no longer used.
    """

    interviewId: str
    kind: Literal["OPPOSITE", "WITHOUT"]
    quote: str
    sessionId: str


QuestionId: TypeAlias = str


class Criterion(TypedDict):
    anchors: NotRequired[list[Anchor]]
    description: NotRequired[str]
    name: str
    questionIds: NotRequired[list[QuestionId]]


class CriterionInsight(TypedDict):
    """
    The number of sessions at each of the AI's levels, 1 to 4. `noEvidence` does not count as a level of zero.
    """

    levels: list[int]
    name: str
    noEvidence: int
    total: int


class CriterionOut(TypedDict):
    anchors: list[AnchorOut]
    description: str
    name: str
    questionIds: list[str]


class CriterionPart(TypedDict):
    anchors: NotRequired[list[Anchor]]
    description: NotRequired[str]
    name: str


class DecisionOut(TypedDict):
    """
    A decision on a session. The newest one counts.
    """

    createdAt: str
    id: str
    isMine: bool
    person: str
    preliminary: bool
    reason: str
    verdict: Literal["ADVANCE", "HOLD", "DECLINE"]


class Deleted(TypedDict):
    deleted: Literal[True]
    id: str


class DeliveryOut(TypedDict):
    attempts: int
    createdAt: str
    endedAt: str | None
    eventId: str
    happenedAt: str
    id: str
    isReplay: bool
    lastMilliseconds: int | None
    lastStatus: int | None
    mostAttempts: int
    nextAt: str | None
    reason: str | None
    state: Literal["PENDING", "DELIVERED", "FAILED"]
    type: str


class DeploymentModelOut(TypedDict):
    """
    The deployment's model.
    """

    model: str


class DocumentOut(TypedDict):
    """
    The extracted text. It is not stored.
    """

    isCut: bool
    text: str


class DraftIn(TypedDict):
    """
    The basis of a draft: a goal, a document, the address of a document, or several of these.
    """

    document: NotRequired[str]
    goal: NotRequired[str]
    language: NotRequired[str]
    level: NotRequired[Literal["ENTRY", "MID", "SENIOR", "LEAD"] | None]
    minutes: NotRequired[int]
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    source: NotRequired[Literal["JOB", "RESUME", "NOTES"]]
    url: NotRequired[str | None]


class DraftOrigin(TypedDict):
    """
    The source of the draft. `fallback`: why no model wrote the draft; null if a model did.
    """

    fallback: str | None
    name: str
    source: Literal["template", "model"]
    version: str


class DraftedCriterionOut(TypedDict):
    anchors: list[AnchorOut]
    description: str
    name: str


class DraftedInterviewOut(TypedDict):
    objective: str
    title: str


class DuplicateIn(TypedDict):
    """
    How the copy differs.
    """

    isDraft: NotRequired[bool]
    title: NotRequired[str | None]


class EngineChange(TypedDict):
    """
    The changes. Fields that you leave out keep their values.
    """

    address: NotRequired[str | None]
    engine: NotRequired[Literal["DEPLOYMENT", "GUIDED", "OWN"] | None]
    key: NotRequired[str | None]
    model: NotRequired[str | None]
    outputMode: NotRequired[Literal["native", "tool", "prompted"] | None]


class EngineOut(TypedDict):
    """
    The organization's model. Its key is never returned.
    """

    address: str | None
    allowsPrivateAddresses: bool
    deployment: DeploymentModelOut | None
    engine: Literal["DEPLOYMENT", "GUIDED", "OWN"]
    hasKey: bool
    model: str | None
    outputMode: Literal["native", "tool", "prompted"]
    thinks: str | None


class Evidence(TypedDict):
    """
    `quote` is the span `start`..`end` (code points) of one of the candidate's messages.
    """

    chosen: NotRequired[list[str]]
    end: int
    id: str
    made: NotRequired[str]
    messageId: str
    quote: str
    start: int
    supports: str


class FairnessChange(TypedDict):
    """
    Fields to change. Omitted fields stay the same.
    """

    asksSelfIdentification: NotRequired[bool]


class FairnessOut(TypedDict):
    """
    Voluntary questions to candidates, separate from the interview.
    """

    asksSelfIdentification: bool


class FieldChange(TypedDict):
    after: Any
    before: Any
    kind: Literal["changed", "added", "removed", "moved"]
    path: str


Question: TypeAlias = int


class FileCriterion(TypedDict):
    """
    A criterion in a file, which refers to questions by position instead of id.
    """

    anchors: NotRequired[list[Anchor]]
    description: NotRequired[str]
    name: str
    questions: NotRequired[list[Question]]


class FileCriterionOut(TypedDict):
    anchors: list[AnchorOut]
    description: str
    name: str
    questions: list[int]


class FileInterview(TypedDict):
    """
    The settings of an interview in a file.
    """

    aiName: NotRequired[str]
    aiTone: NotRequired[Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]]
    antiCheatingEnabled: NotRequired[bool]
    approvedFacts: NotRequired[list[ApprovedFact]]
    assessmentCriteria: NotRequired[list[FileCriterion]]
    blindRating: NotRequired[bool | None]
    chatEnabled: NotRequired[bool]
    contactEmail: NotRequired[str | None]
    description: NotRequired[str | None]
    faceCountEnabled: NotRequired[bool]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"]]
    language: NotRequired[str]
    maxPauseMinutes: NotRequired[int]
    maxPauses: NotRequired[int]
    nextSteps: NotRequired[str | None]
    objective: NotRequired[str | None]
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    timeLimitMinutes: NotRequired[int | None]
    title: str
    videoEnabled: NotRequired[bool]
    voiceEnabled: NotRequired[bool]


class FileInterviewOut(TypedDict):
    aiName: str
    aiTone: Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
    antiCheatingEnabled: bool
    approvedFacts: list[ApprovedFactOut]
    assessmentCriteria: list[FileCriterionOut]
    blindRating: bool | None
    chatEnabled: bool
    contactEmail: str | None
    description: str | None
    faceCountEnabled: bool
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"]
    language: str
    maxPauseMinutes: int
    maxPauses: int
    nextSteps: str | None
    objective: str | None
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    timeLimitMinutes: int | None
    title: str
    videoEnabled: bool
    voiceEnabled: bool


class FindingOut(TypedDict):
    isWell: bool
    text: str


class Forgotten(TypedDict):
    """
    A question deleted from the library.
    """

    deleted: Literal[True]
    id: str


class HoldIn(TypedDict):
    """
    The reason for a legal hold.
    """

    reason: str


class HoldLifted(TypedDict):
    deleted: bool
    id: str


class HoldOut(TypedDict):
    """
    A legal hold on an interview, a candidate or a session: one of the three ids is set.
    """

    by: str
    candidateId: str | None
    createdAt: str
    id: str
    interviewId: str | None
    name: str | None
    reason: str
    sessionId: str | None
    title: str
    what: Literal["INTERVIEW", "CANDIDATE", "SESSION"]


class HourUse(TypedDict):
    """
    Usage in hours. `limit` null: unlimited.
    """

    limit: int | None
    used: float


class HumanLevel(TypedDict):
    """
    People's newest ratings of a criterion, without those set aside or without evidence.
    """

    average: float
    count: int
    criterion: str


class HumanRatingIn(TypedDict):
    """
    Your rating of one criterion.
    """

    criterion: str
    level: NotRequired[int | None]
    reason: NotRequired[str | None]
    verdict: Literal["AGREE", "LEVEL", "NO_EVIDENCE", "SET_ASIDE"]


class HumanRatingOut(TypedDict):
    """
    For AGREE, `level` is the AI's level that the person agreed with. null: no evidence, or set aside.
    """

    createdAt: str
    criterion: str
    id: str
    isCurrent: bool
    isMine: bool
    level: int | None
    person: str
    reason: str | None
    verdict: Literal["AGREE", "LEVEL", "NO_EVIDENCE", "SET_ASIDE"]


class ImportDeleted(TypedDict):
    deleted: Literal[True]
    id: str


class IntegrationChange(TypedDict):
    """
    The changes. Fields that you leave out keep their values.
    """

    isEnabled: NotRequired[bool]
    vendorKey: NotRequired[str]


class IntegrationDeleted(TypedDict):
    deleted: bool
    id: str


class IntegrationIn(TypedDict):
    """
    A new connection.
    """

    projectId: NotRequired[str | None]
    vendor: Literal["GREENHOUSE", "ASHBY"]
    vendorKey: NotRequired[str | None]


class IntegrationOut(TypedDict):
    createdAt: str
    hasVendorKey: bool
    id: str
    isEnabled: bool
    previousKeyUntil: str | None
    projectId: str | None
    updatedAt: str
    url: str
    usedAt: str | None
    vendor: Literal["GREENHOUSE", "ASHBY"]


class IntegrityItemOut(TypedDict):
    """
    One signal, or several of the same kind within a minute.
    """

    at: str
    characters: int | None
    comment: str | None
    commentedAt: str | None
    count: int
    id: str
    kind: Literal["away", "paste", "copy", "typing", "screens", "fullscreen", "device", "camera", "faces", "read_aloud"]
    messageId: str | None
    seconds: int | None
    state: str | None
    until: str | None


class IntegrityOut(TypedDict):
    """
    The recorded signals. An empty list doesn't mean that nothing happened: check how long the page was watching.
    """

    commentsUntil: str | None
    isWatched: bool
    items: list[IntegrityItemOut]
    ofSeconds: int
    watchedSeconds: int


class InterviewChange(TypedDict):
    """
    The changes. Omitted fields keep their values.
    """

    aiName: NotRequired[str]
    aiTone: NotRequired[Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]]
    antiCheatingEnabled: NotRequired[bool]
    approvedFacts: NotRequired[list[ApprovedFact]]
    assessmentCriteria: NotRequired[list[Criterion]]
    blindRating: NotRequired[bool | None]
    chatEnabled: NotRequired[bool]
    contactEmail: NotRequired[str | None]
    description: NotRequired[str | None]
    faceCountEnabled: NotRequired[bool]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"]]
    isDraft: NotRequired[bool]
    language: NotRequired[str]
    maxPauseMinutes: NotRequired[int]
    maxPauses: NotRequired[int]
    nextSteps: NotRequired[str | None]
    objective: NotRequired[str | None]
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    timeLimitMinutes: NotRequired[int | None]
    title: NotRequired[str]
    videoEnabled: NotRequired[bool]
    voiceEnabled: NotRequired[bool]


class InterviewCounts(TypedDict):
    questions: int
    sessions: int


class InterviewFigures(TypedDict):
    """
    The completion of one interview.
    """

    abandoned: int
    added: int
    averageSeconds: int | None
    came: int
    finished: int
    interviewId: str
    invited: int
    notScorable: int
    reported: int
    running: int
    started: int
    title: str


class InterviewIn(TypedDict):
    """
    A new interview.
    """

    aiName: NotRequired[str]
    aiTone: NotRequired[Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]]
    antiCheatingEnabled: NotRequired[bool]
    approvedFacts: NotRequired[list[ApprovedFact]]
    assessmentCriteria: NotRequired[list[Criterion]]
    blindRating: NotRequired[bool | None]
    chatEnabled: NotRequired[bool]
    contactEmail: NotRequired[str | None]
    description: NotRequired[str | None]
    faceCountEnabled: NotRequired[bool]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"]]
    isDraft: NotRequired[bool]
    language: NotRequired[str]
    maxPauseMinutes: NotRequired[int]
    maxPauses: NotRequired[int]
    nextSteps: NotRequired[str | None]
    objective: NotRequired[str | None]
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    timeLimitMinutes: NotRequired[int | None]
    title: str
    videoEnabled: NotRequired[bool]
    voiceEnabled: NotRequired[bool]


class InterviewKeptOut(TypedDict):
    """
    An interview with its own retention period.
    """

    integrityDays: int | None
    interviewId: str
    mediaDays: int | None
    title: str
    transcriptDays: int | None


class InterviewOut(TypedDict):
    """
    An interview with its counts.
    """

    field_count: InterviewCounts
    aiName: str
    aiTone: Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
    antiCheatingEnabled: bool
    approvedFacts: list[ApprovedFactOut]
    assessmentCriteria: list[CriterionOut]
    blindRating: bool | None
    chatEnabled: bool
    contactEmail: str | None
    createdAt: str
    description: str | None
    faceCountEnabled: bool
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"]
    id: str
    isActive: bool
    isDraft: bool
    language: str
    maxPauseMinutes: int
    maxPauses: int
    nextSteps: str | None
    objective: str | None
    projectId: str
    publicSlug: str | None
    publishedAt: str | None
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    requireInvite: bool
    timeLimitMinutes: int | None
    title: str
    updatedAt: str
    videoEnabled: bool
    voiceEnabled: bool


class InterviewPart(TypedDict):
    objective: NotRequired[str | None]
    title: str


class InterviewerOut(TypedDict):
    """
    The conduct of the interviewer, not of candidates. `sessions`: the number of sessions with a report. Only these
    are counted here.
    """

    conduct: list[ConductOut]
    limited: int
    overLimit: int
    sessions: int


ProjectId: TypeAlias = str


class InvitationIn(TypedDict):
    """
    The role and projects of the person to invite, and optionally their email address.
    """

    email: NotRequired[str | None]
    projectIds: NotRequired[list[ProjectId] | None]
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]


class InvitationMade(TypedDict):
    createdAt: str
    email: str | None
    expiresAt: str
    id: str
    invitedBy: str
    isMailed: bool
    isOver: bool
    projectIds: list[str] | None
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]
    url: str | None


class InvitationOut(TypedDict):
    """
    An unused invitation. `url` is null if its role is above your own.
    """

    createdAt: str
    email: str | None
    expiresAt: str
    id: str
    invitedBy: str
    isOver: bool
    projectIds: list[str] | None
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]
    url: str | None


class InvitationRevoked(TypedDict):
    id: str
    revoked: bool


class ItemOut(TypedDict):
    """
    The result for one object.
    """

    code: str | None
    done: bool
    id: str
    message: str | None


Scope: TypeAlias = str


class KeyIn(TypedDict):
    """
    A new key. It can do what its role, scopes and projects allow, and never more than its creator can.
    """

    expiresInDays: NotRequired[int | None]
    mode: NotRequired[Literal["LIVE", "TEST"] | None]
    name: str
    projectIds: NotRequired[list[ProjectId] | None]
    role: NotRequired[Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]]
    scopes: NotRequired[list[Scope]]


class KeystrokesOut(TypedDict):
    """
    Each event has a time (ms since 1970, by the candidate's clock), the range that was replaced, and the new text.

    Applied in order to an empty text, the events result in the code. Positions count UTF-16 units; a `to` beyond the
    end means the end.
    """

    events: list[list[Any]]
    questionId: str


class KindOut(TypedDict):
    """
    Data that is erased before the rest of a session.
    """

    kind: Literal["media", "integrity"]
    laterSessions: int
    sessions: int


class KnownRowOut(TypedDict):
    email: str | None
    line: int
    name: str | None
    notes: str | None
    phone: str | None
    sameLine: int | None


class LanguagesChange(TypedDict):
    """
    The changes. Fields that you leave out keep their values.
    """

    interview: NotRequired[str | None]
    report: NotRequired[str | None]


class LanguagesOut(TypedDict):
    interview: str | None
    report: str | None


class LastChangeOut(TypedDict):
    """
    The author and time of the last change. Both are null if nothing has changed since creation, or if the last
    change can't be attributed.
    """

    at: str | None
    by: str | None


class LeftOutPart(TypedDict):
    """
    A part that is missing from the draft, and why.
    """

    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"] | None
    reasons: list[
        Literal[
            "LENGTH",
            "LEADING",
            "DOUBLE",
            "CLOSED",
            "PROTECTED_TRAIT",
            "QUOTES_GOAL",
            "REPEATED",
            "UNREADABLE",
            "UNSAFE",
            "NO_QUESTION",
        ]
    ]
    text: str | None


class LetterIn(TypedDict):
    """
    The email to send. An invitation can be sent again.
    """

    kind: NotRequired[Literal["invitation", "reminder"]]


class LettersChange(TypedDict):
    """
    The fields to change. Omitted fields keep their values. null restores the built-in text, or turns off the
    reminder, the expiry or the notification.
    """

    doneNoteTo: NotRequired[str | None]
    expireAfterDays: NotRequired[int | None]
    invitationSubject: NotRequired[str | None]
    invitationText: NotRequired[str | None]
    remindAfterDays: NotRequired[int | None]
    reminderSubject: NotRequired[str | None]
    reminderText: NotRequired[str | None]


class LevelInterval(TypedDict):
    """
    From the lowest to the highest rating. `low` is null if a rating found no evidence.
    """

    confidence: float
    high: int
    low: int | None


Option: TypeAlias = str


Tag: TypeAlias = str


class LinkOut(TypedDict):
    """
    `url` needs no key until it expires, and supports range requests. Each view is recorded in the audit log.
    """

    bytes: int
    expiresAt: str
    markUrl: str | None
    seconds: float | None
    type: str
    url: str


class LiveOut(TypedDict):
    """
    The state of a running session. `question` is the number of the open question, from 1; null between questions.
    """

    question: int | None
    questionId: str | None
    questions: int
    state: Literal["AWAY", "GREETING", "ANSWERING", "PAUSED", "PROBLEM", "CLOSING"]
    text: str | None


class LoadOut(TypedDict):
    """
    The estimated calls and tokens. `cachedTokens`: the input tokens that the provider's cache is likely to have.
    """

    cachedTokens: int
    calls: int
    inputTokens: int
    outputTokens: int


class MappingIn(TypedDict):
    """
    The number of each field's column, counted from 0. null: no column.
    """

    email: NotRequired[int | None]
    firstName: NotRequired[int | None]
    lastName: NotRequired[int | None]
    name: NotRequired[int | None]
    notes: NotRequired[int | None]
    phone: NotRequired[int | None]


class MappingOut(TypedDict):
    email: int | None
    firstName: int | None
    lastName: int | None
    name: int | None
    notes: int | None
    phone: int | None


class MemberChange(TypedDict):
    """
    Changes to a member. Omitted fields keep their values.
    """

    projectIds: NotRequired[list[ProjectId] | None]
    role: NotRequired[Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]]


class MemberOut(TypedDict):
    """
    A person in the organization.
    """

    createdAt: str
    email: str | None
    id: str
    keys: int
    lastSeenAt: str | None
    name: str
    projectIds: list[str] | None
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]


class MemberRemoved(TypedDict):
    id: str
    removed: bool


class MembershipOut(TypedDict):
    id: str
    name: str
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]


class MessageCount(TypedDict):
    messages: int


class MessageOut(TypedDict):
    """
    One message. `origin` says what wrote the interviewer's words; `data` has the choice, code, run or whiteboard.

    For spoken messages, `data.speech` has `startMs` and `endMs` (since the session began), the recognizer's
    `confidence` (0 to 1) and its `words`; `data.heard` says how much the candidate heard of words that were cut off.
    """

    content: str
    data: dict[str, Any] | None
    id: str
    isLeftOut: bool
    kind: str
    move: str | None
    note: str | None
    origin: dict[str, Any] | None
    originalContent: str | None
    questionId: str | None
    role: Literal["assistant", "user", "system"]
    seq: int
    timestamp: str


class MoodOut(TypedDict):
    """
    The number of sessions by the mood of the candidate's words. Mood never affects a level.
    """

    mixed: int
    negative: int
    neutral: int
    positive: int


class MoveIn(TypedDict):
    """
    The project to move an interview to.
    """

    project: str


class NamedOut(TypedDict):
    id: str
    name: str


class NewIntegrationOut(TypedDict):
    """
    A new connection, or one with a new key.
    """

    createdAt: str
    hasVendorKey: bool
    id: str
    isEnabled: bool
    key: str
    previousKeyUntil: str | None
    projectId: str | None
    updatedAt: str
    url: str
    usedAt: str | None
    vendor: Literal["GREENHOUSE", "ASHBY"]


class NewLinkIn(TypedDict):
    """
    When the new link expires. If omitted, the old link's expiry is kept, or removed if it has passed.
    """

    expiresAt: NotRequired[str | None]


class NotReachedOut(TypedDict):
    """
    Data that may remain elsewhere: earlier BACKUPS, the DATABASE server's own log and free space, COPIES that people
    have saved, REQUESTS with an unverified address, and data that the provider of a MODEL keeps.
    """

    text: str
    until: str | None
    what: Literal["BACKUPS", "DATABASE", "COPIES", "REQUESTS", "MODEL"]


class ObjectOut(TypedDict):
    """
    The subject of a line, with its current name. Names are not stored in the log.
    """

    id: str
    kind: Literal["candidate", "session", "recording", "interview", "person"]
    name: str | None


class OptionInsight(TypedDict):
    """
    How many sessions chose an option.
    """

    count: int
    isCurrent: bool
    text: str


class OrganizationChange(TypedDict):
    """
    The organization's new name.
    """

    name: NotRequired[str]


class OrganizationOut(TypedDict):
    """
    The organization that the request works in.
    """

    createdAt: str
    id: str
    isSample: bool
    mode: Literal["LIVE", "TEST"]
    name: str
    plan: str


class OwnOrganizationOut(TypedDict):
    id: str
    isSample: bool
    mode: Literal["LIVE", "TEST"]
    name: str
    plan: str


class OwnProjectOut(TypedDict):
    """
    A folder of interviews. Members and keys can be restricted to certain projects.
    """

    createdAt: str
    id: str
    interviews: int
    name: str


class OwnRetentionChange(TypedDict):
    """
    Fields to change. Omitted fields stay the same.
    """

    followsOrganization: NotRequired[bool]
    integrityDays: NotRequired[int | None]
    mediaDays: NotRequired[int | None]
    transcriptDays: NotRequired[int | None]


class OwnRetentionOut(TypedDict):
    """
    How long the candidates of this interview are kept.
    """

    followsOrganization: bool
    integrityDays: int | None
    mediaDays: int | None
    organizationDays: int | None
    organizationIntegrityDays: int | None
    organizationMediaDays: int | None
    transcriptDays: int | None


class PageIn(TypedDict):
    """
    The address of the web page to read.
    """

    url: str


class PassageOut(TypedDict):
    chosen: list[list[str]]
    quotes: list[str]
    text: str


class PersonOut(TypedDict):
    email: str | None
    line: int
    name: str | None
    notes: str | None
    phone: str | None


class PlacesOut(TypedDict):
    free: int
    most: int


class PlanChange(TypedDict):
    plan: str


class PlanOut(TypedDict):
    """
    A plan of this deployment. null: no limit.
    """

    aiTokens: int | None
    isChosen: bool
    name: str
    rateLimitPerMinute: int | None
    recordingBytes: int | None
    seats: int | None
    sessionHours: int | None
    templates: int | None


class PreviewIn(TypedDict):
    """
    The text to preview. Omitted fields use the stored text.
    """

    candidateId: NotRequired[str | None]
    kind: Literal["invitation", "reminder"]
    subject: NotRequired[str | None]
    text: NotRequired[str | None]


class PreviewLink(TypedDict):
    """
    The link to the preview. You take part as a candidate, under your own name.
    """

    expiresAt: str
    url: str


class PreviewOut(TypedDict):
    subject: str
    text: str
    to: str | None


class ProbeIn(TypedDict):
    """
    A prepared follow-up: what to ask, and after which answers.
    """

    about: NotRequired[str | None]
    text: str
    when: Literal[
        "SHORT",
        "HALF_UNANSWERED",
        "NO_RESULT",
        "NO_OWN_PART",
        "NO_REASON",
        "NO_EXAMPLE",
        "NO_FIGURE",
        "NO_ALTERNATIVE",
        "ALWAYS",
    ]


class ProbeOut(TypedDict):
    """
    A prepared follow-up.
    """

    about: str | None
    text: str
    when: Literal[
        "SHORT",
        "HALF_UNANSWERED",
        "NO_RESULT",
        "NO_OWN_PART",
        "NO_REASON",
        "NO_EXAMPLE",
        "NO_FIGURE",
        "NO_ALTERNATIVE",
        "ALWAYS",
    ]


class ProblemOut(TypedDict):
    """
    A problem that the candidate reported. `seconds` is how long the clock stopped for it; null while it is open.
    """

    at: str
    questionId: str | None
    resolvedAt: str | None
    seconds: int | None
    text: str | None


class ProjectChange(TypedDict):
    """
    A project's new name.
    """

    name: NotRequired[str]


class ProjectDeleted(TypedDict):
    deleted: bool
    id: str


class ProjectIn(TypedDict):
    """
    A project.
    """

    name: str


class ProjectOut(TypedDict):
    id: str
    name: str


class ProjectUseOut(TypedDict):
    """
    A project's sessions that ended in the month and have not been erased.
    """

    id: str
    name: str
    sessionHours: float
    sessions: int


class Published(TypedDict):
    id: str
    publicSlug: str
    url: str


class QuestionChange(TypedDict):
    """
    The changes. Omitted fields keep their values.
    """

    description: NotRequired[str | None]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"] | None]
    followUpEnabled: NotRequired[bool]
    options: NotRequired[list[Option] | None]
    order: NotRequired[int]
    probes: NotRequired[list[ProbeIn] | None]
    required: NotRequired[bool]
    starterCode: NotRequired[str | None]
    text: NotRequired[str]
    timeLimitSeconds: NotRequired[int | None]
    type: NotRequired[Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]]


class QuestionFields(TypedDict):
    """
    A question's content, without its position.
    """

    description: str | None
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"] | None
    followUpEnabled: bool
    options: list[str] | None
    probes: list[ProbeOut] | None
    required: bool
    starterCode: str | None
    text: str
    timeLimitSeconds: int | None
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]


class QuestionIn(TypedDict):
    """
    A new question.
    """

    description: NotRequired[str | None]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"] | None]
    followUpEnabled: NotRequired[bool]
    options: NotRequired[list[Option] | None]
    order: NotRequired[int]
    probes: NotRequired[list[ProbeIn] | None]
    required: NotRequired[bool]
    starterCode: NotRequired[str | None]
    text: str
    timeLimitSeconds: NotRequired[int | None]
    type: NotRequired[Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]]


class QuestionOut(TypedDict):
    """
    A question. `isRequired` equals `required`, and `probeOnShort` equals `followUpEnabled`.
    """

    createdAt: str
    description: str | None
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"] | None
    followUpEnabled: bool
    hasOwnProbes: bool
    id: str
    interviewId: str
    isRequired: bool
    options: list[str] | None
    order: int
    probeOnShort: bool
    probes: list[ProbeOut]
    required: bool
    starterCode: str | None
    text: str
    timeLimitSeconds: int | None
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]
    updatedAt: str


Criterion1: TypeAlias = str


class QuestionPart(TypedDict):
    criteria: NotRequired[list[Criterion1]]
    description: NotRequired[str | None]
    options: NotRequired[list[Option] | None]
    probes: NotRequired[list[ProbeIn] | None]
    text: str
    type: NotRequired[Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]]


class QuestionTimeOut(TypedDict):
    """
    The estimated time for one question with its follow-ups.
    """

    questionId: str
    seconds: int


class QuoteOut(TypedDict):
    interviewId: str
    quote: str
    sessionId: str


class RatingOut(TypedDict):
    """
    A rating by a person. `level` null: no evidence.
    """

    by: str
    level: int | None
    ratedAt: str
    reason: str | None


class ReasonOut(TypedDict):
    code: Literal["EMAIL_INVALID", "TOO_LONG", "NOBODY", "EMAIL_MISSING"]
    field: Literal["name", "email", "phone", "notes"]
    message: str


class ReceiptOut(TypedDict):
    """
    The receipt for an erased candidate. The old link shows its number too.
    """

    at: str
    cleaned: list[CleanedOut]
    id: str
    notReached: list[NotReachedOut]


class RecentOut(TypedDict):
    """
    Counts of the newest fifty deliveries that have ended.
    """

    delivered: int
    failed: int


class RefineIn(TypedDict):
    """
    The current interview, saved or not, and the change that you want.
    """

    criteria: NotRequired[list[CriterionPart]]
    instruction: str
    interview: NotRequired[InterviewPart | None]
    language: NotRequired[str]
    objective: NotRequired[str | None]
    only: NotRequired[int | None]
    purpose: NotRequired[Literal["HIRING", "RESEARCH", "PRACTICE"]]
    questions: NotRequired[list[QuestionPart]]
    title: NotRequired[str | None]


class RehearsalIn(TypedDict):
    """
    The generic candidates to interview.
    """

    isPlayed: NotRequired[bool]
    kinds: NotRequired[list[Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]]]


class RehearsalOrigin(TypedDict):
    """
    Whether the interviewer had a language model or was guided.
    """

    source: Literal["guided", "model"]


class RehearsalOut(TypedDict):
    """
    A rehearsal and its progress.
    """

    createdAt: str
    done: int
    error: str | None
    id: str
    interviewId: str
    isPlayed: bool
    kinds: list[Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]]
    origin: RehearsalOrigin | None
    status: Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
    updatedAt: str


class RehearsedLevel(TypedDict):
    criterion: str
    level: int | None


class RehearsedMessage(TypedDict):
    kind: str
    move: str | None
    questionId: str | None
    role: Literal["assistant", "user", "system"]
    seconds: int
    text: str


class RehearsedOut(TypedDict):
    """
    The result of rehearsing with one candidate.
    """

    answered: int
    asked: int
    criteriaCovered: list[str]
    end: str
    followUpBudget: int
    followUps: int
    kind: Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]
    levels: list[RehearsedLevel] | None
    minutes: float
    redirects: int
    repeats: int
    requiredMissed: list[str]
    skipped: int
    transcript: list[RehearsedMessage]


ReplayIn = TypedDict(
    "ReplayIn",
    {
        "from": str,
        "onlyMissed": NotRequired[bool],
        "to": str,
    },
)


class ReplayOut(TypedDict):
    queued: int


class ReportOriginOut(TypedDict):
    """
    The author of the report. `version` is the version of the template set or the prompt.
    """

    fallback: str | None
    name: str
    source: Literal["template", "model"]
    version: str


class ReportWish(TypedDict):
    """
    A new report is being written. You can still read the previous one.
    """

    reportStatus: Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]


class RequestAcrossOut(TypedDict):
    """
    A request with its interview, and how the person's address was verified.
    """

    addressProof: Literal["INVITED", "CODE", "NONE"] | None
    candidateId: str | None
    createdAt: str
    decidedAt: str | None
    decidedBy: str | None
    dueAt: str | None
    email: str | None
    eraseAskedAt: str | None
    id: str
    interviewId: str
    interviewTitle: str
    kind: Literal["human_interview", "human_review", "adjustment"]
    message: str | None
    name: str | None
    outcome: Literal["APPROVED", "REFUSED", "ERASED"] | None
    reason: str | None
    receiptId: str | None
    sessionId: str | None
    state: Literal["OPEN", "DONE"]


class RequestChange(TypedDict):
    """
    Fields to change. Omitted fields stay the same.
    """

    state: NotRequired[Literal["OPEN", "DONE"]]


class RequestCountOut(TypedDict):
    open: int


class RequestDecidedOut(TypedDict):
    """
    The decision, without personal data.
    """

    id: str
    isTold: bool
    outcome: Literal["APPROVED", "REFUSED", "ERASED"]
    receiptId: str | None


class RequestDecisionIn(TypedDict):
    """
    Your decision about a request.
    """

    outcome: Literal["APPROVED", "REFUSED", "ERASED"]
    reason: NotRequired[str | None]


class RequestDeleted(TypedDict):
    deleted: Literal[True]
    id: str


class RequestOut(TypedDict):
    """
    A candidate's request to a person. `sessionId` is null if the request was made before an interview began.
    """

    createdAt: str
    decidedAt: str | None
    decidedBy: str | None
    dueAt: str | None
    email: str | None
    eraseAskedAt: str | None
    id: str
    interviewId: str
    kind: Literal["human_interview", "human_review", "adjustment"]
    message: str | None
    name: str | None
    outcome: Literal["APPROVED", "REFUSED", "ERASED"] | None
    reason: str | None
    receiptId: str | None
    sessionId: str | None
    state: Literal["OPEN", "DONE"]


class RequestsDueOut(TypedDict):
    """
    Requests that belong to no candidate, as those from the page where an interview begins.
    """

    held: int
    soon: int
    tonight: int
    undecided: int


class ResumeOut(TypedDict):
    """
    For a VIEWER, email addresses and phone numbers in the text are masked.
    """

    fileName: str | None
    text: str


class ResumeProposalOut(TypedDict):
    """
    The contents of a résumé, as read by the model or by plain rules. Check them: nothing has been stored yet.
    """

    email: str | None
    fileName: str
    isAlreadyHere: bool
    isCut: bool
    name: str | None
    origin: DraftOrigin
    phone: str | None
    text: str


class RetentionChange(TypedDict):
    """
    Fields to change. Omitted fields stay the same.
    """

    integrityDays: NotRequired[int | None]
    mediaDays: NotRequired[int | None]
    transcriptDays: NotRequired[int | None]


class RetentionOut(TypedDict):
    """
    How long candidates are kept, with their sessions, answers and reports, and which data is erased earlier.
    """

    integrityDays: int | None
    mediaDays: int | None
    tonightAt: str
    transcriptDays: int | None


class RowChange(TypedDict):
    """
    A row to correct or to skip.
    """

    email: NotRequired[str | None]
    isLeftOut: NotRequired[bool]
    line: int
    name: NotRequired[str | None]
    notes: NotRequired[str | None]
    phone: NotRequired[str | None]


class SavedViewChange(TypedDict):
    """
    The changes. Omitted fields keep their values.
    """

    isShared: NotRequired[bool]
    name: NotRequired[str]
    query: NotRequired[str]


class SavedViewDeleted(TypedDict):
    deleted: Literal[True]
    id: str


class SavedViewIn(TypedDict):
    """
    A view to save.
    """

    interviewId: NotRequired[str | None]
    isShared: NotRequired[bool]
    list: Literal["candidates", "sessions"]
    name: str
    query: str


class SavedViewOut(TypedDict):
    """
    A saved view. Its author and admins can change a shared one.
    """

    createdAt: str
    id: str
    interviewId: str | None
    isMine: bool
    isShared: bool
    list: Literal["candidates", "sessions"]
    name: str
    person: str
    query: str
    updatedAt: str


class ScopeOut(TypedDict):
    """
    A scope that a key can have.
    """

    name: str


class Score(TypedDict):
    """
    `level` is null without evidence: never show that as zero. Fields may be missing in older reports.
    """

    criterion: str
    evidence: list[str]
    interval: NotRequired[LevelInterval | None]
    level: int | None
    loweredFrom: NotRequired[int | None]
    ratings: list[int | None]
    spread: NotRequired[int | None]
    why: NotRequired[str | None]
    wouldRaise: NotRequired[str | None]


class SendingIn(TypedDict):
    """
    The candidates to email, at most 500 per request.
    """

    candidateIds: NotRequired[list[CandidateId] | None]
    kind: NotRequired[Literal["invitation", "reminder"]]


class ServiceOut(TypedDict):
    """
    `provider`: the service's name or host. `use`: `interviewing`, `judging`, `hearing` or `speaking`.
    """

    provider: str
    use: str


class SessionInterview(TypedDict):
    id: str
    objective: str | None
    title: str


class SessionOut(TypedDict):
    """
    A session in a list.
    """

    field_count: MessageCount
    candidateId: str
    completedAt: str | None
    createdAt: str
    decision: Literal["ADVANCE", "HOLD", "DECLINE"] | None
    elapsedSeconds: int | None
    endReason: Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"] | None
    evidence: list[Evidence]
    hasProblem: bool
    humanLevels: list[HumanLevel]
    id: str
    insights: list[str]
    interviewId: str
    interviewTitle: str
    isReviewed: bool
    language: str
    levelsHidden: bool
    live: LiveOut | None
    participantEmail: str | None
    participantName: str | None
    preliminary: bool
    preliminaryUntil: str | None
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    reportReason: str | None
    reportRevision: int | None
    reportStatus: Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"] | None
    scores: list[Score] | None
    sentiment: Literal["positive", "neutral", "negative", "mixed"] | None
    startedAt: str
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
    summary: str | None
    themes: list[str]
    totalDurationSeconds: int
    updatedAt: str
    versionNumber: int | None


class ShareIn(TypedDict):
    """
    The contents and expiry of a new link.
    """

    expiresAt: str
    parts: NotRequired[list[Literal["summary", "criteria", "findings", "themes", "transcript"]]]
    showsNames: NotRequired[bool]


class ShareMade(TypedDict):
    """
    A new link. `url` is returned only once.
    """

    createdAt: str
    createdBy: str
    expiresAt: str
    id: str
    isConsentWithdrawn: bool
    lastViewedAt: str | None
    parts: list[Literal["summary", "criteria", "findings", "themes", "transcript"]]
    revokedAt: str | None
    sessionId: str
    showsNames: bool
    status: Literal["ACTIVE", "EXPIRED", "REVOKED"]
    url: str
    viewCount: int


class ShareOut(TypedDict):
    """
    A link to a report. The address itself is returned only when the link is created.
    """

    createdAt: str
    createdBy: str
    expiresAt: str
    id: str
    isConsentWithdrawn: bool
    lastViewedAt: str | None
    parts: list[Literal["summary", "criteria", "findings", "themes", "transcript"]]
    revokedAt: str | None
    sessionId: str
    showsNames: bool
    status: Literal["ACTIVE", "EXPIRED", "REVOKED"]
    viewCount: int


class SimulationIn(TypedDict):
    """
    The generic candidate who answers.
    """

    kind: NotRequired[Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]]


class SkippedOut(TypedDict):
    candidateId: str
    reason: Literal[
        "NO_EMAIL", "CLOSED", "QUEUED", "DONE", "IN_INTERVIEW", "LEFT", "EXPIRED", "REVOKED", "NOT_INVITED", "UNKNOWN"
    ]


class StopOut(TypedDict):
    """
    A period in which the clock was stopped. `seconds` is null if the clock didn't start again.
    """

    at: str
    seconds: int | None
    why: Literal["pause", "problem", "disconnected"]


class SuggestionOut(TypedDict):
    """
    A topic to come back to, with the message and the question that it is about.

    `gap`: a criterion without a quote, or a question without a full answer. `contradiction`: one that the interviewer
    asked about. `side-question`: a question or complaint that was passed on to you.
    """

    criterion: str | None
    kind: Literal["gap", "contradiction", "side-question"]
    messageId: str | None
    questionId: str | None
    text: str


class TakeOut(TypedDict):
    """
    One run of the recorder: when it began, and where it is in the file (null if none of it could be read).
    """

    fromSeconds: float | None
    seconds: float | None
    startedAt: str


class ThemeSession(TypedDict):
    """
    One person's quote for a theme, or clearly against it.
    """

    interviewId: str
    isAgainst: bool
    participantName: str | None
    quote: str
    sessionId: str


class TintOut(TypedDict):
    accent: str
    ink: str


class TintsOut(TypedDict):
    """
    The accent as each theme shows it.
    """

    dark: TintOut
    light: TintOut


class TouchedOut(TypedDict):
    """
    An interview with candidates who would be erased.
    """

    candidates: int
    firstAt: str
    interviewId: str
    sessions: int
    title: str


class TrialOut(TypedDict):
    """
    The result of trying a model.
    """

    answer: str
    fallback: str | None
    findings: list[FindingOut]
    isWell: bool
    seconds: float
    tokens: int
    words: str | None


class Unpublished(TypedDict):
    id: str
    publicSlug: str | None
    requireInvite: Literal[True]


class VerdictOut(TypedDict):
    """
    Whether the audit log is unchanged.
    """

    broken: BreakOut | None
    checked: int
    isIntact: bool
    publicKey: str
    sealedAt: str | None
    waiting: int


class VersionInterview(TypedDict):
    aiName: str
    aiTone: Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
    antiCheatingEnabled: bool
    approvedFacts: list[ApprovedFactOut]
    assessmentCriteria: list[CriterionOut]
    blindRating: bool | None
    chatEnabled: bool
    contactEmail: str | None
    description: str | None
    faceCountEnabled: bool
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"]
    language: str
    maxPauseMinutes: int
    maxPauses: int
    nextSteps: str | None
    objective: str | None
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    timeLimitMinutes: int | None
    title: str
    videoEnabled: bool
    voiceEnabled: bool


class VersionQuestion(TypedDict):
    description: str | None
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"] | None
    followUpEnabled: bool
    id: str
    options: list[str] | None
    probes: list[ProbeOut] | None
    required: bool
    starterCode: str | None
    text: str
    timeLimitSeconds: int | None
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]


class VersionSummary(TypedDict):
    createdAt: str
    id: str
    interviewId: str
    isCurrent: bool
    number: int
    sessionCount: int


class ViewOut(TypedDict):
    """
    One view of the link. `network`: the visitor's address without its last part.
    """

    browser: str | None
    id: str
    network: str
    viewedAt: str


class VoiceEngineOut(TypedDict):
    engine: str
    languages: list[str]
    problem: str | None


class VoiceOut(TypedDict):
    """
    The voice support of this server. Without TTS for an interview's language, candidates read the questions as text.
    Without STT for it, they type their answers.
    """

    ear: VoiceEngineOut
    mouth: VoiceEngineOut
    places: PlacesOut | None


class WebhookChange(TypedDict):
    """
    The changes. Fields that you leave out keep their values.
    """

    description: NotRequired[str]
    events: NotRequired[
        list[
            Literal[
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
            ]
        ]
    ]
    isEnabled: NotRequired[bool]
    url: NotRequired[str]


class WebhookDeleted(TypedDict):
    deleted: bool
    id: str


class WebhookIn(TypedDict):
    """
    A new endpoint.
    """

    description: NotRequired[str]
    events: NotRequired[
        list[
            Literal[
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
            ]
        ]
    ]
    projectId: NotRequired[str | None]
    url: str


class WebhookOut(TypedDict):
    createdAt: str
    deliveredAt: str | None
    description: str
    disabledReason: Literal["BY_HAND", "GONE", "FAILING"] | None
    events: list[
        Literal[
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
        ]
    ]
    failingSince: str | None
    id: str
    isEnabled: bool
    previousSecretUntil: str | None
    projectId: str | None
    recent: RecentOut
    updatedAt: str
    url: str


class WeekInsight(TypedDict):
    """
    Sessions by the week in which they began. `ratings`: people's newest ratings of criteria that have an AI
    level; `same` of them are at the AI's level, and `close` one level away.
    """

    close: int
    finished: int
    ratings: int
    reported: int
    same: int
    started: int
    startsAt: str


class WholeDeliveryOut(TypedDict):
    attempts: int
    body: str
    createdAt: str
    endedAt: str | None
    eventId: str
    happenedAt: str
    history: list[AttemptOut]
    id: str
    isReplay: bool
    lastMilliseconds: int | None
    lastStatus: int | None
    mostAttempts: int
    nextAt: str | None
    reason: str | None
    state: Literal["PENDING", "DELIVERED", "FAILED"]
    type: str


class WholeUse(TypedDict):
    """
    Usage as a whole number. `limit` null: unlimited.
    """

    limit: int | None
    used: int


class WordsOut(TypedDict):
    isBuiltIn: bool
    subject: str
    text: str


class WorkOut(TypedDict):
    """
    The candidate's newest code and drawing for a question.
    """

    code: CodeOut | None
    questionId: str
    savedAt: str
    whiteboard: BoardOut | None


class AuditEntryOut(TypedDict):
    """
    One line. Lines are never changed, except for the count of a change that is repeated within five minutes.
    """

    about: ObjectOut | None
    address: str | None
    at: str
    count: int
    detail: dict[str, Any] | None
    id: str
    keyId: str | None
    lastAt: str | None
    number: int | None
    objectId: str | None
    operation: str
    userId: str | None
    what: str
    who: str


class BadRowOut(TypedDict):
    email: str | None
    line: int
    name: str | None
    notes: str | None
    phone: str | None
    reasons: list[ReasonOut]


class BatchOut(TypedDict):
    """
    On how many objects the action succeeded, and the result for each, in the order of the request.
    """

    done: int
    results: list[ItemOut]


class BrandOut(TypedDict):
    accent: str | None
    inkOnAccent: str | None
    logo: str | None
    name: str
    organization: str
    ownName: str | None
    tints: TintsOut | None


class CandidateAcrossOut(TypedDict):
    """
    A candidate with the interview's title and all sessions, newest first.
    """

    createdAt: str
    email: str | None
    expiresAt: str | None
    id: str
    interviewId: str
    interviewTitle: str
    inviteToken: str | None
    inviteUrl: str | None
    invitedAt: str | None
    lastActivityAt: str
    mailError: str | None
    mailStatus: Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"] | None
    name: str | None
    notes: str | None
    openedAt: str | None
    phone: str | None
    remindedAt: str | None
    retakes: int
    revokedAt: str | None
    sessionId: str | None
    sessions: list[CandidateSessionOut]
    status: Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
    updatedAt: str


class CandidateDetailOut(TypedDict):
    """
    A candidate with the résumé, if it was kept.
    """

    createdAt: str
    email: str | None
    expiresAt: str | None
    id: str
    interviewId: str
    interviewTitle: str
    inviteToken: str | None
    inviteUrl: str | None
    invitedAt: str | None
    lastActivityAt: str
    mailError: str | None
    mailStatus: Literal["QUEUED", "SENT", "FAILED", "UNKNOWN", "WITHHELD"] | None
    name: str | None
    notes: str | None
    openedAt: str | None
    phone: str | None
    remindedAt: str | None
    resume: ResumeOut | None
    retakes: int
    revokedAt: str | None
    sessionId: str | None
    sessions: list[CandidateSessionOut]
    status: Literal["NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED"]
    updatedAt: str


class CellOut(TypedDict):
    """
    One person's result for a criterion. A cell is null if the person's report doesn't have the criterion.
    """

    chosen: list[list[str]]
    human: list[RatingOut]
    isHidden: bool
    isScored: bool
    level: int | None
    quotes: list[str]
    ratings: list[int | None]


class ChoicesInsight(TypedDict):
    """
    The last choice of each session. If several options can be chosen, their counts may exceed `answered` in sum.
    """

    answered: int
    options: list[OptionInsight]
    other: int


class ComparedCriterion(TypedDict):
    cells: list[CellOut | None]
    name: str


class ComparedPerson(TypedDict):
    """
    `label` is the person's name, or Person A to D. Findings and themes are empty, never null, without a report or
    until you have rated a session that is rated blind.
    """

    findings: list[PassageOut] | None
    finishedAt: str | None
    interviewId: str
    interviewTitle: str
    isScored: bool
    label: str
    preliminary: bool
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    reportReason: str | None
    reportStatus: str | None
    sessionId: str
    summary: str | None
    themes: list[PassageOut] | None
    totalDurationSeconds: int


class ComparisonOut(TypedDict):
    """
    Contains no totals and no ranking. People are in the order in which you requested them.
    """

    criteria: list[ComparedCriterion]
    people: list[ComparedPerson]


class ConsentOut(TypedDict):
    """
    `services`: the services that the consent text named; only for the item `interview`.
    """

    givenAt: str
    item: str
    services: list[ServiceOut] | None
    version: str
    withdrawnAt: str | None


class DifferenceOut(TypedDict):
    """
    The differences, field by field. `before` and `after`: version numbers, null for the current interview.
    """

    after: int | None
    before: int | None
    changes: list[FieldChange]


class DraftedQuestionOut(TypedDict):
    criteria: list[str]
    description: str | None
    options: list[str] | None
    probes: list[ProbeOut]
    text: str
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]


class ErasuresOut(TypedDict):
    """
    A preview of what a retention period would erase. It changes and erases nothing.
    """

    held: Amount
    interviews: list[TouchedOut]
    kinds: list[KindOut]
    requests: RequestsDueOut
    soon: Amount
    tonight: Amount
    tonightAt: str


class EstimateOut(TypedDict):
    """
    The estimated model usage of one completed interview.
    """

    answers: int
    cost: CostOut | None
    interviewing: LoadOut
    interviewsLeft: int | None
    judge: str | None
    judging: LoadOut
    model: str | None
    tokens: int


class FindingInsight(TypedDict):
    """
    A theme in the participants' answers to one question. Only its newest 40 quotes are compared.
    """

    contrary: list[QuoteOut]
    contraryCount: int
    count: int
    name: str
    quotes: list[QuoteOut]


class ImportChange(TypedDict):
    """
    A new mapping, or corrected rows. It doesn't write any candidates.
    """

    allowsMissingEmail: NotRequired[bool]
    mapping: NotRequired[MappingIn]
    rows: NotRequired[list[RowChange]]


class ImportOut(TypedDict):
    """
    A list, and what importing it would do. It is kept for a day.
    """

    allowsMissingEmail: bool
    alreadyHere: int
    columns: list[ColumnOut]
    createdAt: str
    createdCount: int
    expiresAt: str
    fileName: str
    id: str
    interviewId: str
    isDone: bool
    known: list[KnownRowOut]
    leftOut: int
    mapping: MappingOut
    preview: list[PersonOut]
    problems: list[BadRowOut]
    ready: int
    rowCount: int
    toFix: int
    writtenCount: int


class InterviewDetail(TypedDict):
    """
    An interview with its questions, in order.
    """

    field_count: InterviewCounts
    aiName: str
    aiTone: Literal["CASUAL", "PROFESSIONAL", "FORMAL", "FRIENDLY"]
    antiCheatingEnabled: bool
    approvedFacts: list[ApprovedFactOut]
    assessmentCriteria: list[CriterionOut]
    blindRating: bool | None
    chatEnabled: bool
    contactEmail: str | None
    createdAt: str
    description: str | None
    faceCountEnabled: bool
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"]
    id: str
    isActive: bool
    isDraft: bool
    language: str
    maxPauseMinutes: int
    maxPauses: int
    nextSteps: str | None
    objective: str | None
    projectId: str
    publicSlug: str | None
    publishedAt: str | None
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    questions: list[QuestionOut]
    requireInvite: bool
    timeLimitMinutes: int | None
    title: str
    updatedAt: str
    videoEnabled: bool
    voiceEnabled: bool


class InterviewFile(TypedDict):
    """
    An interview as a file, and whether it becomes a draft.
    """

    format: Literal["aural-interview"]
    interview: FileInterview
    isDraft: NotRequired[bool]
    questions: NotRequired[list[QuestionIn]]
    version: Literal[1]


class InterviewFileOut(TypedDict):
    format: Literal["aural-interview"]
    interview: FileInterviewOut
    questions: list[QuestionFields]
    version: Literal[1]


class KeyOut(TypedDict):
    """
    An existing key. Only its first characters are shown.
    """

    createdAt: str
    expiresAt: str | None
    holder: str
    id: str
    lastUsedAt: str | None
    lastUsedFrom: str | None
    mode: Literal["LIVE", "TEST"]
    name: str
    prefix: str
    projects: list[ProjectOut] | None
    revokedAt: str | None
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]
    scopes: list[str]
    state: Literal["ACTIVE", "EXPIRED", "REVOKED"]


class LettersOut(TypedDict):
    """
    The email templates in effect, built-in or custom, with their placeholders.
    """

    doneNoteTo: str | None
    expireAfterDays: int | None
    invitation: WordsOut
    invitationSubject: str | None
    invitationText: str | None
    language: Literal["en", "zh"]
    mail: bool
    placeholders: list[str]
    remindAfterDays: int | None
    reminder: WordsOut
    reminderSubject: str | None
    reminderText: str | None


class LibraryQuestionChange(TypedDict):
    """
    The changes. Omitted fields keep their values.
    """

    description: NotRequired[str | None]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"] | None]
    followUpEnabled: NotRequired[bool]
    options: NotRequired[list[Option] | None]
    order: NotRequired[int]
    probes: NotRequired[list[ProbeIn] | None]
    required: NotRequired[bool]
    starterCode: NotRequired[str | None]
    tags: NotRequired[list[Tag]]
    text: NotRequired[str]
    timeLimitSeconds: NotRequired[int | None]
    type: NotRequired[Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]]


class LibraryQuestionIn(TypedDict):
    """
    A question for the library. Its `order` is ignored.
    """

    description: NotRequired[str | None]
    followUpDepth: NotRequired[Literal["LIGHT", "MODERATE", "DEEP"] | None]
    followUpEnabled: NotRequired[bool]
    options: NotRequired[list[Option] | None]
    order: NotRequired[int]
    probes: NotRequired[list[ProbeIn] | None]
    required: NotRequired[bool]
    starterCode: NotRequired[str | None]
    tags: NotRequired[list[Tag]]
    text: str
    timeLimitSeconds: NotRequired[int | None]
    type: NotRequired[Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]]


class LibraryQuestionOut(TypedDict):
    """
    A question in the library.
    """

    createdAt: str
    description: str | None
    followUpDepth: Literal["LIGHT", "MODERATE", "DEEP"] | None
    followUpEnabled: bool
    id: str
    options: list[str] | None
    probes: list[ProbeOut] | None
    required: bool
    starterCode: str | None
    tags: list[str]
    text: str
    timeLimitSeconds: int | None
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]
    updatedAt: str


class LiveEvent(TypedDict):
    """
    `message`: a new message. `state`: the session's current state. `ended`: the session and the stream ended.
    """

    live: LiveOut | None
    message: MessageOut | None
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"] | None
    type: Literal["message", "state", "ended"]


class MeOut(TypedDict):
    """
    The caller: the signed-in person, or the holder of the key.
    """

    confirmed: Literal["updateMe", "changePassword", "signOutBrowser", "deleteMe"] | None
    confirmsWith: str | None
    csrfToken: str | None
    email: str | None
    hasPassword: bool
    id: str
    isOperator: bool
    language: Literal["en", "zh-Hans"] | None
    name: str
    organization: OwnOrganizationOut | None
    organizations: list[MembershipOut]
    projects: list[NamedOut]
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"] | None
    theme: Literal["light", "dark"] | None


class MonthOut(TypedDict):
    """
    A month (UTC). Erased sessions still count in the month, but not in a project.
    """

    aiTokens: int
    month: str
    projects: list[ProjectUseOut]
    sessionHours: float


class NewKeyOut(TypedDict):
    """
    A new key.
    """

    createdAt: str
    expiresAt: str | None
    holder: str
    id: str
    key: str
    lastUsedAt: str | None
    lastUsedFrom: str | None
    mode: Literal["LIVE", "TEST"]
    name: str
    prefix: str
    projects: list[ProjectOut] | None
    revokedAt: str | None
    role: Literal["VIEWER", "MEMBER", "ADMIN", "OWNER"]
    scopes: list[str]
    state: Literal["ACTIVE", "EXPIRED", "REVOKED"]


class NewWebhookOut(TypedDict):
    """
    A new endpoint, or one with a new secret.
    """

    createdAt: str
    deliveredAt: str | None
    description: str
    disabledReason: Literal["BY_HAND", "GONE", "FAILING"] | None
    events: list[
        Literal[
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
        ]
    ]
    failingSince: str | None
    id: str
    isEnabled: bool
    previousSecretUntil: str | None
    projectId: str | None
    recent: RecentOut
    secret: str
    updatedAt: str
    url: str


class PartOut(TypedDict):
    """
    A title, an objective, a question or a criterion. The `text` of a criterion is its name.
    """

    anchors: list[AnchorOut] | None
    criteria: list[str] | None
    description: str | None
    options: list[str] | None
    probes: list[ProbeOut] | None
    text: str
    type: Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"] | None


class QuestionInsight(TypedDict):
    """
    `left`: sessions that ended at this question without an answer. Times are those of candidates who answered, and
    include follow-ups.
    """

    answered: int
    choices: ChoicesInsight | None
    findings: list[FindingInsight]
    followUps: int
    highSeconds: int | None
    isCurrent: bool
    left: int
    lowSeconds: int | None
    medianSeconds: int | None
    order: int
    questionId: str
    skipped: int
    text: str
    unreached: int


class RecordingOut(TypedDict):
    """
    OPEN: still being received. JOINING: being joined into a file. READY: it can be watched. FAILED: see `reason`.
    """

    bytes: int
    endedAt: str | None
    id: str
    mark: Literal["embedded", "sidecar"] | None
    reason: str | None
    reasonCode: Literal["LOST", "EMPTY", "UNREADABLE", "TOO_LARGE", "GIVEN_UP"] | None
    seconds: float | None
    sessionId: str
    startedAt: str
    status: Literal["OPEN", "JOINING", "READY", "FAILED"]
    takes: list[TakeOut]
    track: Literal["camera", "screen", "audio"]
    type: str


class RehearsalDetail(TypedDict):
    """
    A rehearsal with its results.
    """

    createdAt: str
    done: int
    error: str | None
    id: str
    interviewId: str
    isPlayed: bool
    kinds: list[Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]]
    origin: RehearsalOrigin | None
    results: list[RehearsedOut]
    status: Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
    updatedAt: str


class ReportOut(TypedDict):
    """
    A report as it was written. `number` counts reports from 1; `revision` is that of the transcript.
    """

    createdAt: str
    evidence: list[Evidence]
    insights: list[str]
    isCurrent: bool
    number: int
    origin: ReportOriginOut | None
    preliminary: bool
    reason: str | None
    revision: int
    scores: list[Score] | None
    sentiment: Literal["positive", "neutral", "negative", "mixed"] | None
    summary: str | None
    themes: list[str]


class SendingOut(TypedDict):
    isMore: bool
    queued: int
    skipped: list[SkippedOut]


class SessionDetail(TypedDict):
    """
    A session with its messages in order and its interview.
    """

    field_count: MessageCount
    candidateId: str
    candidateQuestions: list[CandidateQuestionOut]
    completedAt: str | None
    correctedAt: str | None
    createdAt: str
    decision: Literal["ADVANCE", "HOLD", "DECLINE"] | None
    elapsedSeconds: int | None
    endReason: Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"] | None
    evidence: list[Evidence]
    hasProblem: bool
    id: str
    insights: list[str]
    interview: SessionInterview
    interviewId: str
    interviewTitle: str
    isReviewed: bool
    language: str
    levelsHidden: bool
    live: LiveOut | None
    messages: list[MessageOut]
    participantEmail: str | None
    participantName: str | None
    preliminary: bool
    preliminaryUntil: str | None
    problems: list[ProblemOut]
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    remark: str | None
    reportReason: str | None
    reportRevision: int | None
    reportStatus: Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"] | None
    scores: list[Score] | None
    sentiment: Literal["positive", "neutral", "negative", "mixed"] | None
    startedAt: str
    status: Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
    suggestions: list[SuggestionOut]
    summary: str | None
    themes: list[str]
    totalDurationSeconds: int
    updatedAt: str
    versionNumber: int | None


class TemplateOut(TypedDict):
    """
    A template. Send its `file` to POST /interviews/import.
    """

    description: str
    estimatedMinutes: int
    file: InterviewFileOut
    id: str
    language: Literal["en", "zh"]
    purpose: Literal["HIRING", "RESEARCH", "PRACTICE"]
    questionCount: int
    title: str


class ThemeInsight(TypedDict):
    """
    A theme named in `count` of `total` reports, in these words or in others with the same meaning. Sessions to be
    rated blind first are counted, but not quoted.
    """

    count: int
    counter: CounterQuote | None
    name: str
    quotes: list[QuoteOut]
    sessions: list[ThemeSession]
    theme: str
    themes: list[str]
    total: int


class UsageOut(TypedDict):
    """
    This month's usage. Field names are in snake case.
    """

    ai_tokens: WholeUse
    plan: str
    recording_bytes: WholeUse
    seats: WholeUse
    session_hours: HourUse
    templates: WholeUse


class VersionOut(TypedDict):
    """
    A version with its content.
    """

    createdAt: str
    id: str
    interview: VersionInterview
    interviewId: str
    isCurrent: bool
    number: int
    questions: list[VersionQuestion]
    sessionCount: int


class BackgroundOut(TypedDict):
    """
    The background of a report, besides the transcript.
    """

    consents: list[ConsentOut]
    criteria: list[AskedCriterionOut]
    questions: list[AskedOut]
    reportMadeAt: str | None
    reportOrigin: ReportOriginOut | None
    requests: list[RequestOut]
    setAside: list[int]
    stops: list[StopOut]


class ChangeOut(TypedDict):
    action: Literal["CHANGE", "ADD", "REMOVE", "MOVE"]
    after: PartOut | None
    before: PartOut | None
    fromPlace: int | None
    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]
    place: int | None
    why: str


class ChecksOut(TypedDict):
    """
    `concerns` are advice. You can publish an interview despite them.
    """

    concerns: list[ConcernOut]
    estimate: EstimateOut
    estimatedMinutes: int
    questionTimes: list[QuestionTimeOut]
    timeLimitMinutes: int | None


class DraftEvent(TypedDict):
    """
    One step of a draft: `start`, then complete parts, then `end`. After `error`, parts already sent are complete.
    """

    code: NotRequired[str | None]
    criterion: NotRequired[DraftedCriterionOut | None]
    interview: NotRequired[DraftedInterviewOut | None]
    isCut: NotRequired[bool | None]
    isTranslated: NotRequired[bool | None]
    leftOut: NotRequired[int | None]
    leftOutParts: NotRequired[list[LeftOutPart] | None]
    message: NotRequired[str | None]
    origin: NotRequired[DraftOrigin | None]
    question: NotRequired[DraftedQuestionOut | None]
    reason: NotRequired[Literal["DONE", "DEADLINE", "FAILED"] | None]
    tokens: NotRequired[int | None]
    type: Literal["start", "interview", "criterion", "question", "end", "error"]


class InsightsOut(TypedDict):
    """
    `isEnough` is false if fewer than five sessions have finished. Then only the completion is returned.
    """

    completion: CompletionOut
    criteria: list[CriterionInsight]
    fewest: int
    interviewId: str
    interviewer: InterviewerOut | None
    isEnough: bool
    mood: MoodOut | None
    questions: list[QuestionInsight]
    themes: list[ThemeInsight]
    title: str
    weeks: list[WeekInsight]


class OverallOut(TypedDict):
    """
    Figures across interviews. Criteria are left out: they are only comparable within one interview.
    """

    completion: CompletionOut
    fewest: int
    interviewer: InterviewerOut | None
    interviews: list[InterviewFigures]
    isEnough: bool
    mood: MoodOut | None
    themes: list[ThemeInsight]


class RefinementOut(TypedDict):
    """
    Proposed changes. None of them is applied.
    """

    changes: list[ChangeOut]
    leftOut: int
    origin: DraftOrigin
    tokens: int
