import type { Request } from "../../api/testing";

/** Which of the shared states each page has, as expected by pages.test.tsx. */

type ByPage<Value> = Readonly<Record<string, Value>>;

/** Pages that send no requests. */
export const LOADS_NOTHING = ["/$"];

/** Requests that a page can do without: it shows neither that they are pending nor that they failed. */
export const OPTIONAL: ByPage<readonly Request[]> = {
  "/sign-in": ["GET /auth"],
  "/sign-in/reset": ["GET /auth"],
  "/welcome": ["GET /auth", "GET /settings/model"],
  "/interviews/$interviewId/build": ["GET /settings/voice"],
  "/candidates": ["GET /auth", "GET /views"],
  "/candidates/$candidateId": ["GET /auth"],
  "/requests/$requestId": ["GET /auth"],
  "/settings/profile": ["GET /auth"],
  "/interviews/$interviewId/candidates": [
    "GET /interviews/{id}",
    "GET /interviews/{id}/candidate-counts",
    "GET /interviews/{id}/letters",
    "GET /views",
  ],
  "/interviews/$interviewId/candidates/import": ["GET /interviews/{id}"],
  "/interviews/$interviewId/candidates/resumes": ["GET /interviews/{id}"],
  "/interviews/$interviewId/candidates/letters": ["GET /interviews/{id}"],
  "/interviews/$interviewId/sessions": ["GET /interviews/{id}", "GET /views"],
  "/sessions": ["GET /views"],
  "/interviews/$id/insights": ["GET /interviews/{id}"],
  "/interviews/$id/insights/sessions": ["GET /interviews/{id}"],
  "/developers/webhooks/$webhookId/deliveries/$deliveryId": ["GET /webhooks/{id}"],
};

const PARTS = ["background", "comments", "decisions", "ratings", "recordings", "work"];
/** Requests for parts of a page that appear once they are loaded, without a loading state. */
export const UNANNOUNCED: ByPage<readonly Request[]> = {
  "/welcome": ["GET /organizations/claimable"],
  "/interviews/$interviewId/build": ["GET /interviews/{id}/checks"],
  "/sessions/$sessionId": PARTS.map((part) => `GET /sessions/{id}/${part}`),
  "/usage": ["GET /usage/plans"],
  "/organizations": ["GET /organizations/claimable"],
};

export const VIEW_ONLY = "You can view this page. Ask an owner or admin to make changes.";
const NOT_FOUND = ["There is nothing at this address", "Go to your interviews"] as const;
const CANDIDATE_LIST = [
  ...["Search by name or email", "Status", "More filters", "Views", "Sort by"],
  ...["Name", "Status", "Invitation sent", "Last active", "Added"],
];
/** Pages that offer a viewer less than an owner: words that the viewer reads there, and everything that is offered. */
export const REDUCED: ByPage<readonly [words: string, ...offers: string[]]> = {
  "/interviews": [VIEW_ONLY, ...["Search by title", "Status", "Purpose", "Mode", "Actions for Backend screening"]],
  "/interviews/new": ["You can view interviews, but not create them.", "Go to your interviews"],
  "/interviews/$interviewId/build": [VIEW_ONLY, "Versions"],
  "/interviews/$interviewId/candidates": [
    VIEW_ONLY,
    "Link for candidates",
    "Copy",
    "Open as a candidate",
    ...CANDIDATE_LIST,
  ],
  "/interviews/$interviewId/candidates/import": [VIEW_ONLY],
  "/interviews/$interviewId/candidates/letters": [VIEW_ONLY],
  "/interviews/$interviewId/candidates/resumes": [VIEW_ONLY],
  "/interviews/$interviewId/rehearse": [VIEW_ONLY],
  "/interviews/$interviewId/versions": [VIEW_ONLY, "Compare version 4 with the current one", "From", "To"],
  "/library": [VIEW_ONLY, "Search questions", "Question type"],
  "/candidates": [VIEW_ONLY, ...CANDIDATE_LIST],
  "/candidates/$candidateId": [VIEW_ONLY],
  "/requests/$requestId": [VIEW_ONLY, "Backend screening", "View the candidate", "Open the session"],
  "/sessions/$sessionId": [
    VIEW_ONLY,
    "Share or download",
    "Quote 1, 00:05: We split i",
    ...["Show typing replay", "Play the recording", "Play from 00:05"],
  ],
  "/developers/keys": [VIEW_ONLY, "How to use the API"],
  "/developers/webhooks": NOT_FOUND,
  "/developers/webhooks/$webhookId": NOT_FOUND,
  "/developers/webhooks/$webhookId/deliveries/$deliveryId": NOT_FOUND,
  "/developers/integrations": NOT_FOUND,
  "/settings/model": [VIEW_ONLY],
  "/settings/voice": ["The operator of this server chooses the voice engines."],
  "/settings/brand": [VIEW_ONLY],
  "/settings/languages": [VIEW_ONLY],
  "/settings/retention": [VIEW_ONLY],
  "/settings/fairness": [VIEW_ONLY],
  "/audit": NOT_FOUND,
  "/team": [VIEW_ONLY],
  "/projects": [VIEW_ONLY],
  "/organizations": [
    "Create another organization",
    ...["Leave Harbour Cooperative", "Organization", "Create the organization", "Open the sample"],
  ],
};
/** Pages that offer a viewer the same as an owner. */
export const SAME_FOR_ALL = [
  ...[
    "/requests",
    "/sessions",
    "/sessions/compare",
    "/interviews/$interviewId/sessions",
    "/settings/profile",
    "/usage",
    "/$",
  ],
  ...["/insights", "/insights/sessions", "/interviews/$id/insights", "/interviews/$id/insights/sessions"],
];

/** The text of a page before anything has been created. */
export const EMPTY: ByPage<string> = {
  "/interviews": "No interviews yet. Describe what you want to learn, and Aural will draft one.",
  "/interviews/new": "Start with an empty interview.",
  "/interviews/$interviewId/build": "Add the first one",
  "/interviews/$interviewId/candidates": "No one has been invited yet. Add one person, paste a list, or import a file.",
  "/interviews/$interviewId/rehearse": "You can rehearse an interview once it has a question.",
  "/interviews/$interviewId/sessions": "No sessions yet. Share the interview link.",
  "/interviews/$interviewId/versions": "No versions yet. A version is saved each time you publish",
  "/interviews/$id/insights": "No themes in the reports yet.",
  "/interviews/$id/insights/sessions": "No sessions count toward this figure anymore.",
  "/library": "Nothing saved yet. Press “Save to library”",
  "/candidates": "No candidates yet. Add them in an interview.",
  "/candidates/$candidateId": "No one with this address was invited to another interview.",
  "/requests": "No requests are waiting for a decision.",
  "/sessions": "No sessions yet. Share the interview link.",
  "/sessions/$sessionId": "No comments yet.",
  "/insights": "No one has taken",
  "/insights/sessions": "No sessions count toward this figure anymore.",
  "/developers/keys": "No keys yet. With a key, your programs can use the API to do what you do here.",
  "/developers/webhooks": "No endpoints yet. A webhook notifies your system of events as they happen",
  "/developers/webhooks/$webhookId": "No deliveries yet. Send a test.",
  "/developers/integrations": "No connections yet. Connect Greenhouse or Ashby",
  "/settings/retention": "No interview has its own retention settings. All use the organization default.",
  "/audit": "No entries yet.",
  "/team": "No open invitations.",
};
/** Pages whose list always has a row, or is left out when it has none. */
export const NEVER_EMPTY = ["/welcome", "/organizations", "/projects", "/settings/profile", "/usage"];
