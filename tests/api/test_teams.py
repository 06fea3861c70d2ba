"""Who belongs to an organization: invitations, roles, projects; no member gets more rights than they were given."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.platform.ids import new_id
from aural.store.deployment import put_value
from aural.usage import repository as usage
from tests.api.people import PASSWORD, code_of, register, stay_in
from tests.api.world import Client, Json, World, paths_of


async def invite(world: World, who: Client | None = None, **fields: Any) -> Json:
    made: Json = await (who or world.owner).data("POST", "/invitations", {"role": "MEMBER", **fields})
    return made


def account(url: str, **fields: Any) -> Json:
    return {
        "code": code_of(url),
        "name": "Robin Hale",
        "email": f"{new_id()}@example.com",
        "password": PASSWORD,
    } | fields


async def admin_of(world: World) -> Client:
    return await world.sign_in(await world.join("ADMIN", name="Ada"))


async def test_an_invitation_creates_an_account_and_a_member_once(world: World) -> None:
    made = await invite(world, role="VIEWER")
    browser = world.with_key(None)
    door = await browser.data("POST", "/auth/invitation", {"code": code_of(made["url"])})
    assert (door["role"], door["email"], door["invitedBy"]) == ("VIEWER", None, "Owner")
    stay_in(browser, await browser.post("/auth/join", json=account(made["url"])))
    me = await browser.data("GET", "/me")
    assert (me["role"], me["name"], me["organization"]["id"]) == ("VIEWER", "Robin Hale", world.acme.id)
    again = await world.with_key(None).error(400, "POST", "/auth/join", account(made["url"]))
    assert paths_of(again) == ["code"]
    assert await world.owner.data("GET", "/invitations") == []


async def test_a_user_with_an_account_joins_with_that_account(world: World) -> None:
    user_id, email = await register(world, None)
    person = await world.sign_in(user_id)
    await person.error(403, "GET", "/interviews")
    assert (await person.data("GET", "/me"))["organization"] is None
    made = await invite(world, role="MEMBER")
    known = await world.with_key(None).error(409, "POST", "/auth/join", account(made["url"], email=email))
    assert "Sign in" in known["message"]
    joined = await person.data("POST", "/me/join", {"code": code_of(made["url"])})
    assert (joined["role"], joined["organization"]["id"]) == ("MEMBER", world.acme.id)
    await person.data("POST", "/interviews", {"title": "Mine"})
    another = await invite(world)
    await person.error(409, "POST", "/me/join", {"code": code_of(another["url"])})
    assert len(await world.owner.data("GET", "/invitations")) == 1  # it is not used up yet


async def test_an_invitation_expires_after_seven_days_or_when_it_is_revoked(world: World) -> None:
    over, revoked = await invite(world), await invite(world)
    await world.owner.data("DELETE", f"/invitations/{revoked['id']}")
    await world.with_key(None).error(400, "POST", "/auth/join", account(revoked["url"]))
    world.clock.pass_seconds(7 * 86_400)
    for path in ("/auth/join", "/auth/invitation"):
        body = account(over["url"]) if path == "/auth/join" else {"code": code_of(over["url"])}
        await world.with_key(None).error(400, "POST", path, body)
    assert [row["isOver"] for row in await world.owner.data("GET", "/invitations")] == [True]


async def test_an_invitation_for_an_address_is_valid_only_for_it(world: World) -> None:
    made = await invite(world, email="Alex@Example.com")
    assert made["email"] == "alex@example.com"
    assert made["isMailed"] is False  # no mail server is configured
    wrong = await world.with_key(None).error(400, "POST", "/auth/join", account(made["url"]))
    assert paths_of(wrong) == ["email"]
    user_id, _ = await register(world, None)
    person = await world.sign_in(user_id)
    assert paths_of(await person.error(400, "POST", "/me/join", {"code": code_of(made["url"])})) == ["email"]


async def test_no_one_can_grant_or_obtain_a_role_above_their_own(world: World) -> None:
    admin = await admin_of(world)
    await admin.error(403, "POST", "/invitations", {"role": "OWNER"})
    made = await invite(world, role="OWNER")
    listed = await admin.data("GET", "/invitations")
    assert [(row["role"], row["url"]) for row in listed] == [("OWNER", None)]  # otherwise the admin could use the link
    await admin.error(403, "DELETE", f"/invitations/{made['id']}")
    me = await admin.data("GET", "/me")
    await admin.error(403, "PATCH", f"/members/{me['id']}", {"role": "OWNER"})
    await admin.error(403, "PATCH", f"/members/{world.acme.owner_id}", {"role": "VIEWER"})
    await admin.error(403, "DELETE", f"/members/{world.acme.owner_id}")
    member = await world.sign_in(await world.join("MEMBER"))
    mine = (await member.data("GET", "/me"))["id"]
    await member.error(403, "PATCH", f"/members/{mine}", {"role": "ADMIN"})
    await member.error(403, "POST", "/invitations", {"role": "VIEWER"})
    await member.error(403, "GET", "/invitations")


async def test_the_last_owner_cannot_leave_or_be_removed_or_demoted(world: World) -> None:
    owner = await world.sign_in(world.acme.owner_id)
    path = f"/members/{world.acme.owner_id}"
    for refused in (
        await owner.error(409, "PATCH", path, {"role": "ADMIN"}),
        await owner.error(409, "DELETE", path),
        await owner.error(409, "POST", "/organization/leave"),
    ):
        assert "only one" in refused["message"]
    await world.join("OWNER")
    assert (await owner.data("PATCH", path, {"role": "ADMIN"}))["role"] == "ADMIN"
    await owner.error(403, "PATCH", path, {"role": "OWNER"})


async def test_of_two_owners_who_leave_at_once_one_stays(world: World) -> None:
    people = [await world.sign_in(world.acme.owner_id), await world.sign_in(await world.join("OWNER"))]
    answers = await asyncio.gather(*(person.post("/organization/leave") for person in people))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_a_removed_member_loses_access_keys_and_invitations_at_once(world: World) -> None:
    admin = await admin_of(world)
    me = await admin.data("GET", "/me")
    key = world.with_key((await admin.data("POST", "/keys", {"name": "Mine", "role": "ADMIN"}))["key"])
    made = await invite(world, admin, role="ADMIN")
    assert [row["keys"] for row in await world.owner.data("GET", "/members") if row["id"] == me["id"]] == [1]
    await world.owner.data("DELETE", f"/members/{me['id']}")
    await admin.error(403, "GET", "/interviews")
    await key.error(401, "GET", "/interviews")
    await world.with_key(None).error(400, "POST", "/auth/join", account(made["url"]))
    await world.owner.error(404, "DELETE", f"/members/{me['id']}")
    assert (await admin.data("POST", "/auth/sign-out"))["signedOut"] is True


async def test_keys_and_invitations_lose_rights_with_their_creator(world: World) -> None:
    admin = await admin_of(world)
    me = await admin.data("GET", "/me")
    strong = world.with_key((await admin.data("POST", "/keys", {"name": "A", "role": "ADMIN"}))["key"])
    weak = world.with_key((await admin.data("POST", "/keys", {"name": "B", "role": "VIEWER"}))["key"])
    made = await invite(world, admin)
    changed = await world.owner.data("PATCH", f"/members/{me['id']}", {"role": "MEMBER"})
    assert (changed["role"], changed["keys"]) == ("MEMBER", 1)
    await strong.error(401, "GET", "/interviews")
    await weak.data("GET", "/interviews")
    await world.with_key(None).error(400, "POST", "/auth/join", account(made["url"]))
    await world.owner.data("PATCH", f"/members/{me['id']}", {"projectIds": []})
    await weak.error(401, "GET", "/interviews")


async def test_a_restricted_member_reaches_only_their_projects(world: World) -> None:
    interview = await world.interview()
    project = await world.owner.data("POST", "/projects", {"name": "Apart"})
    made = await invite(world, projectIds=[project["id"]])
    assert paths_of(await world.owner.error(400, "POST", "/invitations", {"role": "ADMIN", "projectIds": []})) == [
        "projectIds"
    ]
    assert paths_of(
        await world.owner.error(400, "POST", "/invitations", {"role": "MEMBER", "projectIds": [new_id()]})
    ) == ["projectIds.0"]
    browser = world.with_key(None)
    stay_in(browser, await browser.post("/auth/join", json=account(made["url"])))
    me = await browser.data("GET", "/me")
    assert [row["id"] for row in me["projects"]] == [project["id"]]
    await browser.error(404, "GET", f"/interviews/{interview['id']}")
    assert [row["id"] for row in await browser.data("GET", "/projects")] == [project["id"]]
    mine = await browser.data("POST", "/interviews", {"title": "In my project"})
    assert mine["projectId"] == project["id"]
    elsewhere = {"project": interview["projectId"]}
    assert paths_of(await browser.error(400, "POST", f"/interviews/{mine['id']}/move", elsewhere)) == ["project"]
    other = await world.join("MEMBER", name="Elsewhere")
    await world.owner.data("PATCH", f"/members/{other}", {"projectIds": [interview["projectId"]]})
    assert other not in [row["id"] for row in await browser.data("GET", "/members")]
    await world.owner.data("PATCH", f"/members/{me['id']}", {"projectIds": None})
    assert (await browser.data("GET", f"/interviews/{interview['id']}"))["id"] == interview["id"]


async def test_simultaneous_joins_never_exceed_the_plans_seats(free: World) -> None:
    seats = (await free.owner.data("GET", "/usage"))["seats"]
    links = [(await invite(free))["url"] for _ in range(seats["limit"] + 1)]
    answers = await asyncio.gather(*(free.with_key(None).post("/auth/join", json=account(link)) for link in links))
    joined = [answer for answer in answers if answer.status_code == 200]
    refused = {answer.json()["error"]["code"] for answer in answers if answer.status_code != 200}
    assert len(joined) == seats["limit"] - seats["used"]
    assert refused == {"PLAN_LIMIT_EXCEEDED"}
    used = await usage.read_usage(free.database.read, free.acme.id, free.clock.now())
    assert used.seats.used == seats["limit"]
    await free.owner.error(403, "POST", "/invitations", {"role": "VIEWER"})


async def test_an_invitation_used_by_many_at_once_admits_only_one(world: World) -> None:
    link = (await invite(world))["url"]
    answers = await asyncio.gather(*(world.with_key(None).post("/auth/join", json=account(link)) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]


async def test_projects_are_created_renamed_and_deleted_when_empty(world: World) -> None:
    interview = await world.interview()
    project = await world.owner.data("POST", "/projects", {"name": "Engineering"})
    await world.owner.error(409, "POST", "/projects", {"name": "Engineering"})
    renamed = await world.owner.data("PATCH", f"/projects/{project['id']}", {"name": "Research"})
    assert (renamed["name"], renamed["interviews"]) == ("Research", 0)
    await world.owner.error(409, "PATCH", f"/projects/{project['id']}", {"name": "Elsewhere"})
    moved = await world.owner.request("POST", f"/interviews/{interview['id']}/move", json={"project": project["id"]})
    assert moved.json()["data"]["projectId"] == project["id"]
    assert moved.headers["ETag"] != '"1"'
    full = await world.owner.error(409, "DELETE", f"/projects/{project['id']}")
    assert "1 interview is" in full["message"]
    await world.owner.data("POST", f"/interviews/{interview['id']}/move", {"project": interview["projectId"]})
    await world.owner.data("DELETE", f"/projects/{project['id']}")
    await world.neighbour.error(403, "POST", "/projects", {"name": "Of a restricted key"})
    foreign = (await world.stranger.data("GET", "/projects"))[0]["id"]
    await world.owner.error(400, "POST", f"/interviews/{interview['id']}/move", {"project": foreign})


async def test_the_last_project_cannot_be_deleted(world: World) -> None:
    listed = await world.stranger.data("GET", "/projects")
    refused = await world.stranger.error(409, "DELETE", f"/projects/{listed[0]['id']}")
    assert "only one" in refused["message"]


async def test_an_organization_is_created_renamed_and_deleted_by_confirming_its_name(world: World) -> None:
    person = await world.sign_in(await world.join("VIEWER"))
    name = f"Second {new_id()}"
    await person.error(409, "POST", "/organizations", {"name": (await person.data("GET", "/organization"))["name"]})
    made = await person.data("POST", "/organizations", {"name": name})
    assert (made["role"], made["organization"]["name"], len(made["organizations"])) == ("OWNER", name, 2)
    person.headers["Aural-Organization"] = made["organization"]["id"]
    assert (await person.data("PATCH", "/organization", {"name": f"{name} b"}))["name"] == f"{name} b"
    await person.data("POST", "/interviews", {"title": "Goes with it"})
    assert paths_of(await person.error(400, "POST", "/organization/delete", {"name": name})) == ["name"]
    await person.data("POST", "/organization/delete", {"name": f"{name} b"})
    await person.error(403, "GET", "/interviews")
    del person.headers["Aural-Organization"]
    await person.error(403, "POST", "/organization/delete", {"name": "Acme"})
    assert (await person.data("GET", "/me"))["organization"]["id"] == world.acme.id


@pytest.mark.parametrize(
    ("sold_at", "is_operator", "plan"),
    [
        ("", False, "self-hosted"),
        ("https://plans.example.com", False, "free"),
        ("https://plans.example.com", True, "self-hosted"),
    ],
    ids=["not sold", "sold", "operator"],
)
async def test_a_person_without_an_organization_gets_no_plan_that_is_sold(
    world: World, sold_at: str, is_operator: bool, plan: str
) -> None:
    user_id, _ = await register(world, None)
    if is_operator:
        async with world.database.transaction() as transaction:
            await put_value(transaction, claims.OPERATOR, user_id)
    object.__setattr__(world.settings, "upgrade_url", sold_at or world.settings.public_url)
    person = await world.sign_in(user_id)
    made = await person.data("POST", "/organizations", {"name": f"Second {new_id()}"})
    assert made["organization"]["plan"] == plan


async def test_a_new_member_is_in_the_audit_log_once(world: World) -> None:
    made = await world.owner.data("POST", "/invitations", {"role": "VIEWER"})
    body = {"code": code_of(made["url"]), "name": "Robin", "email": f"{new_id()}@example.com", "password": PASSWORD}
    user_id = (await world.with_key(None).data("POST", "/auth/join", body))["id"]
    lines = await world.owner.data("GET", f"/audit?userId={user_id}")
    assert [(line["operation"], line["address"], line["detail"]) for line in lines] == [
        ("join", world.address, {"role": "VIEWER", "isRestricted": False})
    ]


@pytest_asyncio.fixture(loop_scope="session")
async def operator(world: World) -> Client:
    user_id, _ = await register(world, None, name="Dana")
    async with world.database.transaction() as transaction:
        await put_value(transaction, claims.OPERATOR, user_id)
    return await world.sign_in(user_id)


async def test_the_operator_claims_command_line_organizations_and_their_keys_still_work(
    world: World, operator: Client
) -> None:
    interview = await world.interview()
    listed = {row["id"]: row for row in await operator.data("GET", "/organizations/claimable")}
    assert listed[world.acme.id]["interviews"] == 1
    claimed = await operator.data("POST", "/organizations/claim", {"organization": world.acme.id})
    assert (claimed["role"], claimed["organization"]["id"]) == ("OWNER", world.acme.id)
    assert (await operator.data("GET", f"/interviews/{interview['id']}"))["title"] == interview["title"]
    me = await world.owner.data("GET", "/me")  # the command line's key now belongs to the new owner
    assert (me["id"], me["name"]) == (claimed["id"], "Dana")
    assert [row["name"] for row in await world.owner.data("GET", "/members")] == ["Dana"]
    assert world.acme.id not in [row["id"] for row in await operator.data("GET", "/organizations/claimable")]
    await operator.error(400, "POST", "/organizations/claim", {"organization": world.acme.id})


async def test_no_one_else_claims_anything_and_owned_organizations_cannot_be_claimed(
    world: World, operator: Client
) -> None:
    other = await world.sign_in(await world.join("OWNER"))
    assert await other.data("GET", "/organizations/claimable") == []
    await other.error(400, "POST", "/organizations/claim", {"organization": world.acme.id})
    await operator.error(400, "POST", "/organizations/claim", {"organization": world.acme.id})  # it has an owner now
    await operator.error(400, "POST", "/organizations/claim", {"organization": new_id()})


async def test_a_command_line_organization_is_found_again_after_a_claim(world: World, operator: Client) -> None:
    await operator.data("POST", "/organizations/claim", {"organization": world.acme.id})
    again = await organizations.take_organization(world.database, world.acme.name, world.clock.now())
    assert (again.id, again.owner_id) == (world.acme.id, (await operator.data("GET", "/me"))["id"])


async def test_a_viewer_sees_the_team_without_addresses(world: World) -> None:
    await world.join("MEMBER")
    assert {row["email"] for row in await world.viewer.data("GET", "/members")} == {None}
    assert any(row["email"] for row in await world.member.data("GET", "/members"))
    page = (await world.owner.get("/members", params={"limit": 1})).json()
    rest = (await world.owner.get("/members", params={"cursor": page["cursor"]})).json()
    assert [row["name"] for row in (*page["data"], *rest["data"])] == ["Robin", "Owner"]
