"""The frames and views of `aural.room/1`, field by field as on the wire.

docs/room-protocol.md and docs/voice-protocol.md explain it. `make api` writes the pages' types from these modules.
"""

PROTOCOL = "aural.room/1"
