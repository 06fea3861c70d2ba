"""Prepares what an example of the reference needs: real ids, signed-in users, files to send."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import update

from aural.cli.accounts import make_reset_link
from aural.guard.auth.setup import issue_setup_code
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.deployment import put_value
from aural.webhooks.delivery_repository import end_delivery
from tests.api import people, seeds
from tests.api.world import Client, Json, World

PLACEHOLDER = re.compile(r"\b(?:[A-Z]+_)+ID\b|\bTOKEN\b")
RECEIVER = "https://93.184.215.14/aural"  # an address needs no look-up, and nothing is sent there
CRITERION = "API design"  # used by the examples
SCORES = [{"criterion": CRITERION, "level": 3, "ratings": [3, 3, 3], "evidence": []}]


def write_files(folder: Path) -> None:
    """Writes the files that the examples send."""
    Image.new("RGB", (64, 64), "#b05a1e").save(folder / "logo.png")
    (folder / "candidates.csv").write_text("Name,Email\nMina,mina@example.com\n")
    (folder / "resume.txt").write_text("Alex Reyes\nTen years of Go.\n")
    (folder / "job.txt").write_text("Baker\nWe bake at night.\n")


@dataclass
class Stage:
    """Data for one run of one example. All of it is new, so that an example may delete it."""

    world: World
    operation_id: str
    name: str = field(default_factory=new_id)  # a name for resources that must be unique
    _made: dict[str, Any] = field(default_factory=dict)

    async def place(self, code: str) -> str:
        """The code with real ids in place of the placeholders."""
        for name in dict.fromkeys(PLACEHOLDER.findall(code)):
            code = re.sub(rf"\b{name}\b", await self.take(name), code)
        return code

    async def take(self, name: str) -> str:
        """The id for a placeholder. The resource is created when its id is first needed."""
        if name not in self._made:
            makers: Mapping[str, Callable[[], Awaitable[str]]] = {
                "CANDIDATE_ID": self._candidate,
                "COMMENT_ID": self._comment,
                "FILE_ID": self._file,
                "HOLD_ID": self._hold,
                "IMPORT_ID": self._import,
                "INTERVIEW_ID": self._interview_id,
                "INVITATION_ID": lambda: self._post("/invitations", {"role": "VIEWER"}),
                "KEY_ID": lambda: self._post("/keys", {"name": new_id()}),
                "MEMBER_ID": lambda: self.world.join("MEMBER"),
                "ORGANIZATION_ID": self._organization,
                "OTHER_SESSION_ID": self._session,
                "PROJECT_ID": lambda: self._post("/projects", {"name": new_id()}),
                "QUESTION_ID": self._question,
                "RECORDING_ID": self._recording,
                "REHEARSAL_ID": self._rehearsal,
                "REQUEST_ID": self._request,
                "SESSION_ID": self._session,
                "SHARE_ID": self._share,
                "TOKEN": self._token,
                "VERSION_ID": self._version,
                "VIEW_ID": lambda: self._post("/views", {"list": "sessions", "name": new_id(), "query": "sort=name"}),
                "DELIVERY_ID": self._delivery,
                "ASSESSMENT_ID": self._assessment,
                "INTEGRATION_ID": lambda: self._post("/integrations", {"vendor": "GREENHOUSE"}),
                "WEBHOOK_ID": lambda: self._post("/webhooks", {"url": RECEIVER}),
            }
            self._made[name] = await makers[name]()
        return str(self._made[name])

    async def _post(self, path: str, body: Json) -> str:
        return str((await self.world.owner.data("POST", path, body))["id"])

    async def _interview(self) -> Json:
        if "interview" not in self._made:
            self._made["interview"] = await self.world.interview(assessmentCriteria=[{"name": CRITERION}])
            await self.world.questions(self._made["interview"], "Why?")
        interview: Json = self._made["interview"]
        return interview

    async def _interview_id(self) -> str:
        return str((await self._interview())["id"])

    async def _question(self) -> str:
        if "Library" in self.operation_id:
            return await self._post("/library", {"text": new_id()})
        return str(
            (
                await self.world.questions(
                    await self._interview(), {"text": "Pick a color", "type": "SINGLE_CHOICE", "options": ["A", "B"]}
                )
            )[0]["id"]
        )

    async def _session(self) -> str:
        session_id = await seeds.seed_session(self.world, await self._interview())
        await seeds.seed_report(self.world, session_id, "READY", scores=SCORES)
        return session_id

    async def _candidate(self) -> str:
        made = await self.world.candidate(await self._interview(), name="Alex", email=f"{new_id()}@example.com")
        if self.operation_id == "sendLetter":
            invited = update(schema.candidates).where(schema.candidates.c.id == made["id"])
            async with self.world.database.transaction() as transaction:
                await transaction.run(invited.values(invited_at=self.world.clock.now()))
        if self.operation_id == "simulateCandidate":
            await self.world.owner.data("POST", f"/interviews/{made['interviewId']}/publish")
        if self.operation_id == "allowRetake":
            await seeds.seed_session(self.world, await self._interview(), candidate_id=made["id"])
            await seeds.link_session(self.world, made["id"])
        return str(made["id"])

    async def _comment(self) -> str:
        return await seeds.seed_comment(self.world, await self.take("SESSION_ID"))

    async def _file(self) -> str:
        return await seeds.seed_file(self.world, await self.take("SESSION_ID"))

    async def _hold(self) -> str:
        return await seeds.seed_hold(self.world, await self._interview())

    async def _import(self) -> str:
        return await seeds.seed_import(self.world, await self._interview())

    async def _recording(self) -> str:
        return await seeds.seed_recording(self.world, await self.take("SESSION_ID"))

    async def _rehearsal(self) -> str:
        return await seeds.seed_rehearsal(self.world, await self._interview())

    async def _request(self) -> str:
        return await seeds.seed_request(self.world, await self._interview())

    async def _share(self) -> str:
        return (await seeds.seed_share(self.world, await self.take("SESSION_ID")))[0]

    async def _token(self) -> str:
        return (await seeds.seed_share(self.world, await self.take("SESSION_ID")))[1]

    async def _version(self) -> str:
        path = f"/interviews/{await self._interview_id()}"
        await self.world.owner.data("POST", f"{path}/publish")
        return str((await self.world.owner.data("GET", f"{path}/versions"))[0]["id"])

    async def _delivery(self) -> str:
        """A delivery that has failed, because only a finished one can be sent again; or, to be tried now, one that
        waits.
        """
        delivery_id = await self._post(f"/webhooks/{await self.take('WEBHOOK_ID')}/test", {})
        if self.operation_id == "tryWebhookDelivery":
            return delivery_id
        async with self.world.database.transaction() as transaction:
            now = self.world.clock.now()
            await end_delivery(transaction, self.world.acme.id, delivery_id, state="FAILED", now=now)
        return delivery_id

    async def _assessment(self) -> str:
        integration_id = await self.take("INTEGRATION_ID")
        return await seeds.seed_assessment(self.world, integration_id, await self.take("CANDIDATE_ID"))

    async def _organization(self) -> str:
        made = await organizations.take_organization(self.world.database, new_id(), self.world.clock.now())
        return made.id

    async def person(self) -> Client:
        """The signed-in user who runs the example. Some operations need a particular one."""
        outsiders = {"joinAsMe", "createOrganization", "deleteOrganization", "listClaimable", "claimOrganization"}
        user_id, _ = await people.register(self.world, None if self.operation_id in outsiders else "OWNER")
        if "laim" in self.operation_id:
            async with self.world.database.transaction() as transaction:
                await put_value(transaction, claims.OPERATOR, user_id)
        client = await self.world.sign_in(user_id)
        if self.operation_id == "deleteOrganization":
            await client.data("POST", "/organizations", {"name": self.name})
        return client

    async def find_words(self) -> dict[str, str]:
        """Words of the examples, each with the value to use in its place, so that the server accepts the request."""
        return {"Harbour Cooperative": self.name, "Engineering": self.name, **await self._find_secrets()}

    async def _find_secrets(self) -> dict[str, str]:
        if self.operation_id == "setUp":
            async with self.world.database.transaction() as transaction:  # as before the first setup
                await transaction.run(update(schema.users).values(password_hash=None))
            code = await issue_setup_code(self.world.database, self.world.secrets)
            return {"7KQM-2XWD-9RTF": code or "", "dana@": f"{new_id()}@"}
        if self.operation_id == "createWebhook":
            return {"https://hooks.example.com/aural": RECEIVER}
        if self.operation_id in ("readInvitation", "join", "joinAsMe"):
            invitation = await self.world.owner.data("POST", "/invitations", {"role": "VIEWER"})
            return {_CODE: people.code_of(invitation["url"]), "robin@": f"{new_id()}@"}
        if self.operation_id in ("signIn", "askReset", "resetPassword"):
            _, email = await people.register(self.world)
            link = await make_reset_link(self.world.database, self.world.settings, email)
            return {"dana@example.com": email, _CODE: link.partition("#")[2]}
        return {}


_CODE = "2fVb7cQkZx1mN8pRt4WyUe6sAoHd3LgJ"
