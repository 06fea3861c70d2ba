"""Setting the clock back by an hour does not make anything valid again that was used."""

from __future__ import annotations

from tests.room.conftest import AdjustableClock, Client, House
from tests.room.conftest import clock as clock
from tests.room.conftest import house as house
from tests.room.conftest import open_house as open_house


async def test_a_used_ticket_stays_invalid_when_the_clock_is_set_back(house: House, clock: AdjustableClock) -> None:
    client, token = await house.begin(await house.interview(timeLimitMinutes=30))
    await client.socket.close()
    used = await house.ticket(token)
    hello = {"type": "hello", "protocol": "aural.room/1", "client": "019643c0-7a10-4c3e-9d2f-0b5f6a1c2d3e"}
    first = Client(await house.open_socket())
    await first.send(**hello, ticket=used, takeOver=True)
    await first.next("welcome")
    clock.pass_seconds(-3600)
    again = Client(await house.open_socket())
    await again.send(**hello, ticket=used, takeOver=True)
    assert await again.closed() == 4401
    back = await house.enter(token, take_over=True)
    remaining = (await back.next("welcome"))["room"]["clock"]["remainingSeconds"]
    assert 0 < remaining <= 1800
