"""Notes changes in the organization's audit log."""

from __future__ import annotations

from aural.api.operations import Call
from aural.audit import repository as audit


async def note_change(call: Call) -> None:
    """Adds the change and its author to the organization's audit log."""
    caller = call.caller
    if not caller.organization_id or not call.is_audited:
        return
    await audit.note(
        call.connection,
        caller.organization_id,
        user_id=caller.user_id,
        actor=caller.name,
        key_id=None if caller.is_person else caller.key_id,
        operation=call.audited_as or call.operation.id,
        object_id=call.id or None,
        now=call.context.clock.now(),  # the body may have taken a minute to arrive
        detail=call.audit_detail,
        address=call.request.address,
        is_repeated=call.operation.method == "PATCH" and call.audit_detail is None and not call.audited_as,
        is_of_person=call.operation.is_of_person,
    )
