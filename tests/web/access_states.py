"""States of the pages for signing in, the team, projects, organizations and the user's profile."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from aural.organizations import examples
from tests.web import dashboard_states
from tests.web.dashboard_fake import UNAUTHORIZED, Reply, me, refusal
from tests.web.dashboard_states import Do
from tests.web.page_states import State
from tests.web.settings_states import FAILED_TRIAL, REPLIES

Json = dict[str, Any]

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
SEEN = {"lastSeenAt": examples.AT, "createdAt": examples.AT}
MEMBERS: list[Json] = [
    {**examples.MEMBER, "id": "u1", "name": "Dana Whitfield", "email": "dana@harbour.example", "role": "OWNER"},
    {**examples.MEMBER, "id": "u2", "name": "Wilhelmina Oyelaran-Castellanos", "email": "w.oyelaran@harbour.example"},
    {**examples.MEMBER, "id": "u3", "role": "VIEWER", "projectIds": ["p1", "p2"], "lastSeenAt": None},
]
INVITATIONS: list[Json] = [
    examples.INVITATION,
    {**examples.INVITATION, "id": "n2", "email": "mina.okafor@harbour.example", "role": "ADMIN", "isOver": True},
]
PROJECTS = [
    examples.PROJECT,
    {**examples.PROJECT, "id": "j2", "name": "Customer research in three countries", "interviews": 0},
]
DOOR = {"organization": "Harbour Cooperative", "role": "MEMBER", "invitedBy": "Dana Whitfield", "email": None}
DOOR |= {"expiresAt": examples.AT}
SAMPLE = {"id": "o9", "name": "Harbour sample", "interviews": 3, "isSample": True, "createdAt": examples.AT}
ENGINE_OFF: Json = {
    "engine": "DEPLOYMENT",
    "model": None,
    "address": None,
    "hasKey": False,
    "outputMode": "native",
    "deployment": None,
    "allowsPrivateAddresses": False,
    "thinks": None,
}
HERE: dict[str, Reply | list[Reply]] = {
    **REPLIES,
    "GET /members": Reply(MEMBERS),
    "GET /invitations": Reply(INVITATIONS),
    "POST /invitations": Reply({**examples.INVITATION, "isMailed": False}),
    "GET /projects": Reply(PROJECTS),
    "GET /me/browsers": Reply(
        [{"id": "b1", "name": AGENT, "isThis": True, **SEEN}, {"id": "b2", "name": None, "isThis": False, **SEEN}]
    ),
    "GET /organizations/claimable": Reply([SAMPLE]),
    "POST /auth/invitation": Reply(DOOR),
    "GET /settings/model": Reply(ENGINE_OFF, headers={"ETag": '"1"'}),
}
NOBODY: Json = {"role": None, "organization": None, "organizations": [], "projects": []}
OVER = refusal(400, {"code": "BAD_REQUEST", "message": "It is no longer valid.", "requestId": "req_4"})
LAST_OWNER = refusal(
    409,
    {
        "code": "CONFLICT",
        "message": "An organization needs an owner, and this is the only one. Make another member an owner first.",
        "requestId": "req_9",
    },
)


def at(path: str, wait_for: str, do: Do | None = None, *, who: Json | None = None, **replies: Any) -> State:
    """`replies` are keyed by short names of operations."""
    changed = {NAMES[name]: reply for name, reply in replies.items()}
    return dashboard_states.at(path, wait_for, do, me=me() if who is None else who, replies={**HERE, **changed})


NAMES = {
    "person": "GET /me",
    "change": "PATCH /members/{id}",
    "claimable": "GET /organizations/claimable",
    "door": "POST /auth/invitation",
    "join": "POST /auth/join",
    "trial": "POST /settings/model/try",
    "auth": "GET /auth",
    "ask": "POST /auth/reset",
    "leave": "POST /organization/leave",
}


def press(*names: str, then: str) -> Do:
    async def do(page: Page) -> None:
        for name in names:
            await page.get_by_role("button", name=name).last.click()
        await page.get_by_text(then).first.wait_for()

    return do


def choose(row: str, item: str, then: str, *confirm: str) -> Do:
    async def do(page: Page) -> None:
        await page.get_by_role("button", name=f"Actions for {row}").click()
        await page.get_by_role("menuitem", name=item).click()
        for name in confirm:
            await page.get_by_role("button", name=name).click()
        await page.get_by_text(then).first.wait_for()

    return do


async def restrict(page: Page) -> None:
    await choose("Wilhelmina", "Change role", "What can")(page)
    await page.get_by_label("All projects, including future ones").uncheck()
    await page.get_by_text("won’t see anything yet").wait_for()


async def reach_the_model(page: Page) -> None:
    await page.get_by_label("What you want to learn").fill("Whether somebody can run a night shift.")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("heading", name="Connect a model").wait_for()


async def try_a_model(page: Page) -> None:
    await reach_the_model(page)
    await page.get_by_role("radio", name="Other").check()
    await page.get_by_label("Model name").fill("gpt-oss-120b")
    await page.get_by_role("button", name="Test the model").click()
    await page.locator("form li").first.wait_for()


async def ask_for_a_link(page: Page) -> None:
    await page.get_by_label("Email address").fill("dana@harbour.example")
    await page.get_by_role("button", name="Send me a link").click()
    await page.get_by_text("a link is on its way").wait_for()


TEAM, PROFILE, HOME = "/team", "/settings/profile", "/welcome"
MAIL = Reply({"needsSetup": False, "mail": True, "singleSignOn": None})
ONE_WAY = Reply({"needsSetup": False, "mail": True, "singleSignOn": "Harbour ID"})
GOAL = "What you want to learn"
STRANGER = {"person": refusal(401, UNAUTHORIZED)}
STATES: dict[str, State] = {
    "team": at(TEAM, "Anyone with the link"),
    "team_inviting": at(TEAM, "Robin Hale", press("Invite someone", then="send email")),
    "team_invited": at(TEAM, "Robin Hale", press("Invite someone", "Create the link", then="is ready")),
    "team_taking_back": at(TEAM, "Anyone with the link", press("Revoke the invitation", then="link will stop working")),
    "team_restricting": at(TEAM, "Wilhelmina", restrict),
    "team_last_owner": at(
        TEAM,
        "Dana",
        choose("Dana", "Leave the team", "the only owner"),
    ),
    "projects": at("/projects", "Engineering"),
    "projects_not_empty": at("/projects", "Engineering", press("Delete Engineering", then="Move them")),
    "projects_new": at("/projects", "Engineering", press("New project", then="Create the project")),
    "organizations": at("/organizations", "Harbour sample"),
    "organizations_member": at("/organizations", "Leave Harbour", who=me("MEMBER"), claimable=Reply([])),
    "organizations_delete": at("/organizations", "Rename", press("Delete Harbour", then="Type Harbour")),
    "organizations_last_owner": at(
        "/organizations", "Rename", press("Leave Harbour", "Leave Harbour", then="the only owner"), leave=LAST_OWNER
    ),
    "profile": at(PROFILE, "Sign out everywhere else"),
    "profile_problems": at(PROFILE, "Firefox", press("Change the password", then="There is a problem")),
    "profile_signing_out": at(PROFILE, "Firefox", press("Sign out everywhere else", then="Your password")),
    "profile_deleting": at(PROFILE, "Firefox", press("Delete your account", then="can’t be undone")),
    "join": at("/join/abc", "invited you to join as", **STRANGER, auth=ONE_WAY),
    "join_as_me": at("/join/abc", "Join as Dana"),
    "join_problems": at("/join/abc", "invited you", press("Create an account", then="There is a problem"), **STRANGER),
    "join_over": at("/join/abc", "no longer valid", **STRANGER, door=OVER),
    "reset_without_mail": at("/sign-in/reset", "aural users reset", **STRANGER),
    "reset_asked": at("/sign-in/reset", "Send me a link", ask_for_a_link, **STRANGER, auth=MAIL, ask=Reply({})),
    "reset_choose": at("/sign-in/reset#abc", "Choose a new password", **STRANGER),
    "sign_in_single": at("/sign-in?problem=uninvited", "Sign in with Harbour ID", **STRANGER, auth=ONE_WAY),
    "first_goal": at(HOME, "Open the sample"),
    "first_goal_problem": at(HOME, GOAL, press("Continue", then="There is a problem"), claimable=Reply([])),
    "first_model": at(HOME, GOAL, reach_the_model),
    "first_model_tried": at(HOME, GOAL, try_a_model),
    "first_model_failing": at(HOME, GOAL, try_a_model, trial=Reply(FAILED_TRIAL)),
    "first_nowhere": at(HOME, "not in an organization", who=me(**NOBODY)),
}
