"""The sentence that a transcript shows for one run of the candidate's code."""

from __future__ import annotations

from typing import Any

_ENGLISH = {
    "ok": "The code was run: it ended without an error after {milliseconds} ms.",
    "error": "The code was run: it ended with an error after {milliseconds} ms.",
    "timeout": "The code was run: it was stopped after {milliseconds} ms, for it took too long.",
    "memory": "The code was run: it was stopped after {milliseconds} ms, for it needed too much memory.",
    "stopped": "The code was run, and the candidate stopped it after {milliseconds} ms.",
}
_CHINESE = {
    "ok": "代码已运行：{milliseconds} 毫秒后正常结束。",
    "error": "代码已运行：{milliseconds} 毫秒后出错。",
    "timeout": "代码已运行：{milliseconds} 毫秒后因超时被停止。",
    "memory": "代码已运行：{milliseconds} 毫秒后因内存不足被停止。",
    "stopped": "代码已运行：{milliseconds} 毫秒后由候选人停止。",
}


def run_sentence(run: dict[str, Any], language: str) -> str:
    sentences = _CHINESE if language.lower().startswith("zh") else _ENGLISH
    return sentences[run["outcome"]].format(milliseconds=run["milliseconds"])
