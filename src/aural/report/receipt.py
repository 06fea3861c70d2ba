"""What an erase doesn't reach, in plain words, and until when: part of its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

What = Literal["BACKUPS", "DATABASE", "COPIES", "MODEL"]
DAY_MS = 86_400_000

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "BACKUPS": "Backups of the database that were made before: whoever runs this server deletes them in their own "
        "time.",
        "BACKUPS_UNTIL": "Backups of the database that were made before: they are kept until {until}.",
        "DATABASE": "The database server's own log, statistics and free space, until it uses them again.",
        "COPIES": "Reports and exports that somebody had saved or printed before, letters that were sent, and what a "
        "recruiting system was told.",
        "MODEL": "The provider of the language model, which may keep for a while what it was asked.",
    },
    "zh": {
        "BACKUPS": "此前制作的数据库备份：由运行此服务器的人员自行删除。",
        "BACKUPS_UNTIL": "此前制作的数据库备份：保留至 {until}。",
        "DATABASE": "数据库服务器自身的日志、统计信息和空闲空间，直到被再次使用。",
        "COPIES": "此前已有人保存或打印的报告和导出文件、已发出的信件，以及已告知招聘系统的内容。",
        "MODEL": "语言模型的提供方，它可能会在一段时间内保留收到的请求。",
    },
}


@dataclass(frozen=True, slots=True)
class NotReached:
    """`until`: the instant (ms) up to which it may be there; None where nobody here can say."""

    what: What
    text: str
    until: int | None


def list_not_reached(
    language: str, now: int, *, backups_kept_days: int, is_overwritten: bool, has_model: bool
) -> list[NotReached]:
    """What an erase of now leaves elsewhere, in `language` (en or zh).

    `backups_kept_days` 0: nobody has said how long backups are kept. `is_overwritten`: nothing that was deleted is left
    in the database's own files. `has_model`: answers were read by a language model.
    """
    words = _WORDS[language]
    until = now + backups_kept_days * DAY_MS if backups_kept_days else None
    told = words["BACKUPS"] if until is None else words["BACKUPS_UNTIL"].format(until=_day(until))
    unreached = [NotReached("BACKUPS", told, until)]
    if not is_overwritten:
        unreached.append(NotReached("DATABASE", words["DATABASE"], None))
    unreached.append(NotReached("COPIES", words["COPIES"], None))
    if has_model:
        unreached.append(NotReached("MODEL", words["MODEL"], None))
    return unreached


def _day(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1000, UTC):%Y-%m-%d}"
