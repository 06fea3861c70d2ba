"""What `lexicon` holds, for Chinese: matched as parts of the text, since Chinese writes no blanks."""

# ruff: noqa: E501

from __future__ import annotations

import re


def _any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words.split(), key=len, reverse=True)))


FIRST_PERSON = re.compile("我(?!们)|本人|自己")
FIRST_PLURAL = _any("我们 咱们 大家一起 团队一起")
SECOND_PERSON = re.compile("你|您")
REASONS = _any("因为 由于 所以 原因 为了 因此 之所以 考虑到 不然 否则")
CONTRASTS = _any("但是 但 不过 然而 虽然 尽管 可是 代价 缺点 坏处 却")
RESULTS = _any("结果 最后 最终 后来 之后 从那以后 从此 现在 于是 上线后")
EFFECTS = _any("提高 提升 降低 减少 增加 缩短 加快 下降 上升 节省 变快 变少 变多 翻倍 改善 快了 少了 多了")
VAGUE_SIZES = _any("很多 许多 不少 大量 一些 几个 经常 明显 大幅 好多 一大批 若干")
NUMBERS = re.compile(
    r"\d+(?:\.\d+)?|百分之|[一二三四五六七八九十百千万亿两半]+(?:个|次|天|周|月|年|小时|分钟|秒|人|倍|成|元|块|万|家|台|条|页|份|点|公里|吨)"
)
CHOICES = _any("决定 选择 选了 宁愿 坚持 拒绝 改成 换成 放弃 认为 觉得 应该 反而")
PAST = re.compile("了|过(?:一|这|那|的)|当时|那次|有一次|去年|前年|上个月|那天|曾经|之前")
GENERIC = _any(
    "一般 通常 总是 大家 各种 还行 差不多 看情况 之类 等等 应该 尽量 努力 认真 沟通 正常 都会 都有 随便 平时 东西 事情 问题 好好 老样子"
)
FILLERS = _any("嗯 呃 那个 这个嘛 就是说 怎么说呢 反正 然后 其实 说实话 对吧 你知道")
ABUSE = _any(
    "无聊 愚蠢 蠢 垃圾 废话 浪费时间 浪费我的时间 烦死 可笑 笑话 侮辱 羞辱 胡说 滚 他妈 有病 过分 恶心 受够 莫名其妙 不尊重 凭什么 没意思"
)
MACHINES = _any("机器人 机器 人工智能 程序 电脑 AI ai")
DISTRESS = _any("崩溃 受不了 想哭 焦虑 难受 不舒服 压力太大 太累")
SCORE_NOUNS = _any("分数 评分 打分 满分 高分 最高分 评价 评估 评级 及格 录用 通过 标准 优秀 等级")
SYSTEM_NOUNS = _any(
    "提示词 系统 指令 规则 设定 配置 面试官 助手 模型 会话 面试 报告 总结 记录 候选人 应聘者 管理员 开发者模式 隐藏 题目"
)
DIRECTIVES = _any(
    "忽略 无视 忘记 忘掉 请给 给我 写上 写明 记录 输出 打印 显示 列出 重复上面 翻译 停止 结束 跳到 删除 假装 扮演 从现在起 从现在开始 必须 你现在是 标记 判定 打满分 告诉我 直接通过"
)
SENSITIVE = _any(
    "年龄 岁 怀孕 孩子 儿子 女儿 丈夫 妻子 老公 老婆 父亲 母亲 爸 妈 家人 家庭 结婚 离婚 生病 癌 医院 抑郁 残疾 宗教 信仰 教会 佛 伊斯兰 基督 民族 国籍 籍贯 老家 工资 地址 去世 奶奶 爷爷 外婆 外公 兄弟 姐妹 哥哥 姐姐 弟弟 妹妹 健康"
)
STOP_CHARS = frozenset(
    "的了是在和与就也都还又把被给对从到我你他她它们这那有没不很会能要让向于之其而但并或及因为所以如果虽然然后后来"
)
OFF_TOPIC = _any(
    "天气 下雨 下雪 足球 篮球 球赛 电影 电视剧 综艺 游戏 吃饭 午饭 晚饭 火锅 奶茶 猫 狗 堵车 旅游 度假 邻居 顺便说 说到这个 话说 对了 八卦 明星"
)
ASKS_BACK = re.compile(
    "什么意思|是指|指的是|是说|没听懂|没明白|不太明白|不明白|不太懂|不懂你|哪一种|哪方面|哪种|能解释|解释一下这|具体指|还是(?=[^。]{0,24}[？?吗呢])|举个例子可以吗"
)
