"""The operations of people who sign in."""

from __future__ import annotations

from aural.api import accounts
from aural.api.operations import Answer, Body, Operation

PERSON_ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d40"
ORGANIZATION = {"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d41", "name": "Harbour Cooperative"}
ME = {
    "id": PERSON_ID,
    "name": "Dana Reyes",
    "email": "dana@example.com",
    "csrfToken": "5f0c8f1d2b7a4e6f9a3c5d7e8b1a2c3d4e5f6a7b",
    "role": "OWNER",
    "organization": {**ORGANIZATION, "plan": "self-hosted"},
    "organizations": [{**ORGANIZATION, "role": "OWNER"}],
    "projects": [{"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d42", "name": "Default"}],
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/auth",
        id="getAuth",
        summary="Get how to sign in",
        description="Whether there is an account at all, and by which ways one gets in.",
        tag="Accounts",
        handler=accounts.get_auth,
        answer=Answer(accounts.AuthOut, {"needsSetup": False, "mail": True, "singleSignOn": None}),
        access="public",
    ),
    Operation(
        method="POST",
        path="/auth/setup",
        id="setUp",
        summary="Make the first account",
        description="Once, with the code that `aural serve` prints while nobody has an account. Signs in.",
        tag="Accounts",
        handler=accounts.set_up,
        prepare=accounts.prepare_setup,
        answer=Answer(accounts.MeOut, ME),
        access="public",
        body=Body(
            accounts.SetupIn,
            {
                "code": "7KQM-2XWD-9RTF",
                "name": "Dana Reyes",
                "email": "dana@example.com",
                "password": "correct horse battery",
                "organization": "Harbour Cooperative",
            },
        ),
    ),
    Operation(
        method="POST",
        path="/auth/sign-in",
        id="signIn",
        summary="Sign in",
        description="Sets the cookie that stands for the person in this browser.",
        tag="Accounts",
        handler=accounts.sign_in,
        prepare=accounts.check_password,
        answer=Answer(accounts.MeOut, ME),
        access="public",
        body=Body(accounts.SignInIn, {"email": "dana@example.com", "password": "correct horse battery"}),
    ),
    Operation(
        method="POST",
        path="/auth/sign-out",
        id="signOut",
        summary="Sign out",
        description="In this browser. Its cookie opens nothing any more.",
        tag="Accounts",
        handler=accounts.sign_out,
        answer=Answer(accounts.SignedOut, {"signedOut": True}),
        access="person",
    ),
    Operation(
        method="GET",
        path="/me",
        id="getMe",
        summary="Get who is calling",
        description="The signed-in person, or the holder of the key, and the organization that the request works in.",
        tag="Accounts",
        handler=accounts.get_me,
        answer=Answer(accounts.MeOut, ME),
    ),
)
