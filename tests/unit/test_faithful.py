"""A sentence of a report contains no number and no name that no one said, in whatever script it is written."""

from __future__ import annotations

import pytest

from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.reports.analysis.build import build_report
from aural.reports.analysis.evidence import sources_of
from aural.reports.analysis.faithful import TranscriptVocabulary, faithful, said_in
from aural.reports.analysis.judgement import Line

CHINESE = "我在阿里用Redis做缓存，还用了Kafka。我带三十五个人，花了3万元，又花了五千元，错误降了百分之九十。"
KOREAN = "저는 Redis를 캐시로 썼고, Kafka도 썼습니다."


def said(content: str, language: str) -> TranscriptVocabulary:
    lines = (Line("m1", "user", content, "q1", "answer", None),)
    return said_in(Plan("i1", "T", (), language=language), sources_of(lines))


@pytest.mark.parametrize(
    ("language", "content", "kept"),
    [
        ("zh", CHINESE, "候选人用Redis做缓存。"),
        ("zh", CHINESE, "候选人使用 Redis 做缓存，Kafka做队列。"),
        ("ko", KOREAN, "후보자는 Redis로 캐시를 만들었습니다."),
        ("ja", "Redisをキャッシュに使いました。", "候補者はサーバーRedisを使った。"),
        ("en", KOREAN, "The candidate used Redis and Kafka."),
    ],
)
def test_a_name_is_found_next_to_another_script_without_spaces(language: str, content: str, kept: str) -> None:
    assert faithful(kept, said(content, language)) == kept


@pytest.mark.parametrize(
    ("language", "content", "invented"),
    [
        ("zh", CHINESE, "候选人用MongoDB做缓存。"),
        ("ko", KOREAN, "후보자는 MongoDB로 캐시를 만들었습니다."),
        ("zh", CHINESE, "候选人带领五十人的团队。"),
        ("zh", CHINESE, "候选人带领十个人的团队。"),
        ("zh", CHINESE, "错误降低了百分之八十。"),
        ("zh", CHINESE, "错误降低了百分之七。"),
        ("zh", CHINESE, "花了五万元。"),
    ],
)
def test_names_and_numbers_that_no_one_said_are_dropped_in_chinese_and_korean(
    language: str, content: str, invented: str
) -> None:
    assert faithful(invented, said(content, language)) == ""
    kept = "候选人用Redis。" if language == "zh" else "후보자는 Redis를 썼습니다. "
    assert faithful(kept + invented, said(content, language)) == kept.strip()


@pytest.mark.parametrize(
    "kept",
    [
        "候选人带领三十五人的团队，错误降低了百分之九十。",
        "错误降低了90%，花了三万元和5千元。",
        "候选人十分重视质量，做了一些准备，万一失败也有办法，和几十人一起工作。",
    ],
)
def test_chinese_numbers_may_be_written_either_way_and_idioms_are_not_numbers(kept: str) -> None:
    assert faithful(kept, said(CHINESE, "zh")) == kept


@pytest.mark.parametrize("endless", ["一" * 5_000, "十" + "万" * 1_200])
def test_a_run_of_digits_that_forms_no_number_breaks_nothing(endless: str) -> None:
    facts = said(f"{endless}。我带三十五个人。", "zh")
    assert "35" in facts.numbers
    assert faithful(f"{endless}。", facts) == f"{endless}。"


def test_closing_marks_belong_to_their_sentence() -> None:
    facts = said("甲乙丙。丁戊己。", "zh")
    assert faithful("“甲用Oracle。” “丁戊己。”", facts) == "“丁戊己。”"
    assert faithful("“甲乙丙。” “丁用Oracle。”", facts) == "“甲乙丙。”"
    assert faithful("“甲用Oracle。”", facts) == ""
    assert faithful("…", facts) == ""


async def test_a_chinese_report_without_a_model_keeps_a_sentence_with_a_name_in_quotation_marks() -> None:
    plan = Plan(
        "i1", "后端", (Question("q1", 0, "请讲一个项目。"),), language="zh", criteria=(Criterion("诊断", "找原因"),)
    )
    first = "去年我带领三个人的小组，把公司的“Redis”缓存服务重新设计了一遍。"
    lines = (Line("m1", "user", f"{first}因为原来的服务在高峰时经常超时，所以我先看了慢日志。", "q1", "answer", None),)
    report = build_report(await GuidedInterviewer().judge(plan, lines), plan, lines)
    assert first.replace("“", "‘").replace("”", "’") in report.summary
    assert len(report.sections["insights"]) == 1
