"""Where a text gives away who somebody is: addresses, numbers that belong to one person, and introduced names.

Patterns only, each of a bounded length, in every language at once: candidates mix them. What they can't find is listed
in docs/models.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

Kind = Literal["name", "email", "phone", "address", "link", "number"]
KINDS: tuple[Kind, ...] = ("name", "email", "phone", "address", "link", "number")

_HAN = "\u3400-\u9fff"
# A letter or digit of a script that sets words apart: Chinese, Japanese and Korean names stand next to other letters.
WORD = f"[^\\W_\u3040-\u30ff{_HAN}\uac00-\ud7af]"
_START, _END = f"(?<!{WORD})", f"(?!{WORD})"

_PART = f"[^\\s@<>()\\[\\]{{}},;:\"'\u3000-\u303f{_HAN}\uff00-\uffef]"
_EMAIL = (
    rf"(?<!{_PART}){_PART}{{1,64}}@[\w-]{{1,63}}(?:\.[^\W_]{{2,63}}){{1,5}}"
    # Hidden from machines, or as it is said: "maria [at] example [dot] com", "maria dot parker at example dot com".
    r"|(?i:(?<![\w.])[\w.-]{1,40} ?[\[(] ?at ?[\])] ?[\w-]{1,40}(?: ?(?:[\[(] ?dot ?[\])]|\.) ?[a-z]{2,12}){1,3})"
    r"|(?i:\b[a-z0-9._-]{1,40}(?: (?:dot|underscore|dash|hyphen) [a-z0-9_-]{1,40}){0,3} at [a-z0-9-]{1,40}"
    r"(?: dot [a-z]{2,12}){1,3}\b)"
)
_TLD = (
    "com|org|net|edu|gov|info|biz|io|dev|app|ai|me|co|eu|uk|de|fr|es|it|nl|be|ch|at|pl|pt|se|no|dk|fi|ie|cz|ro|gr|ru|ua"
    "|tr|us|ca|br|mx|ar|cl|au|nz|in|cn|hk|tw|jp|kr|sg|za|tech|blog|page|site|online|cloud|xyz|name"
)
_LINK = (
    rf"(?i:\b(?:https?://|www\.)[^\s<>\"'{_HAN}\u3000-\u303f\uff00-\uffef]{{1,500}})"
    # Names of tools that look like a host's are none.
    rf"|(?<![\w.@-])(?!(?i:asp|ado|vb|ml|socket|draw)\.)(?:[A-Za-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})(?![\w-])"
    rf"(?:/[^\s<>\"'{_HAN}\u3000-\u303f\uff00-\uffef]{{0,300}})?"
)
_CALLED = (
    "phone|telephone|tel|mobile|cell|whatsapp|wechat|fax|call me (?:at|on)|reach me (?:at|on)|text me (?:at|on)"
    "|电话|手机|微信"
)
_PHONE = (
    r"(?<![\w.,+-])(?:\+|00)\d{1,3}(?:[ ./()-]{0,2}\d){6,13}(?!\w)"
    r"|(?<![\w.,+-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w.,+-])0\d{1,4}[ /-](?:[ /-]?\d){5,9}(?!\w)"
    rf"|(?<![0-9A-Za-z.,+-])1[3-9]\d(?:[ -]?\d{{4}}){{2}}(?!\d)"
    rf"|(?i:(?:{_CALLED}))(?: number| no\.?|号码|号)?(?: is|是|为)?[:： ]{{0,2}}"
    r"(?P<called>\d(?:[ ./()-]{0,2}\d){4,14})"
)
_DIGITS_EN = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
_SAID = (
    rf"(?i:\b(?:{_DIGITS_EN})(?:[ ,.-]{{1,2}}(?:{_DIGITS_EN})){{5,19}}\b)|(?:[零〇一二三四五六七八九幺][ ,，]?){{7,20}}"
)
_KIND_OF_NUMBER = (
    "(?:bank |savings )?account|passport|social security|insurance|customer|client|member(?:ship)?|employee|staff"
    "|patient|case|order|invoice|ticket|reference|tax|licen[cs]e|policy|badge|visa|id|ssn"
)
_NUMBER = (
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
    r"|(?<![\w.,<-])\d{3}-\d{2}-\d{4}(?![\w-])"
    r"|(?<![\w.,<-])\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,4})?(?![\w>-])"
    r"|(?<![0-9A-Za-z.,<+-])(?!\d{4,14}0{4,}(?!\d))\d{9,18}[\dXx]?(?![0-9A-Za-z>]|[.,]\d)"
    rf"|(?i:\b(?:{_KIND_OF_NUMBER})(?: (?:number|no\.?|code|id)|#)?(?: is| was|:)? #?)"
    r"(?P<numbered>(?=[A-Za-z-]{0,6}\d)[A-Za-z0-9](?:[A-Za-z0-9-]{2,20})[A-Za-z0-9]\b)"
    r"|(?i:\b(?:twitter|instagram|github|gitlab|telegram|tiktok|mastodon|handle|username|user name)(?: is| was|:)? )"
    r"(?P<handle>@[A-Za-z][\w.-]{1,30}\w)"
    r"|(?i:\b(?:born(?: on)?|dob|date of birth|birthday)(?: is| was|:)? )(?P<born>\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\b"
    r"|(?:微信号?|账号|卡号|身份证号?码?|护照号?码?|工号|学号|订单号|客户号)(?:是|为)?[:： ]{0,2}"
    r"(?P<coded>[A-Za-z0-9_-]{4,24})"
)
_UPPER, _LOWER = "A-Z\u00c0-\u00de\u0100-\u017f", "a-z\u00df-\u00ff\u0100-\u017f"
_NAMED = rf"(?:[{_UPPER}]['’])?[{_UPPER}][{_LOWER}]{{1,30}}(?:[-'’][{_UPPER}][{_LOWER}]{{1,20}})?"
_STREET_EN = (
    "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Place|Pl|Terrace|Close"
    "|Crescent|Highway|Parkway|Gardens|Mews|Row"
)
_TOWN = rf"(?:,? {{0,2}}(?:\d{{4,5}} )?{_NAMED}(?: {_NAMED}){{0,2}})?"
_PLACE_HAN = "(?:(?![我你您他她们住在是于到从去来的])[\u4e00-\u9fff])"
_ADDRESS = (
    rf"\b\d{{1,5}}[A-Za-z]?,? (?:{_NAMED} ){{1,4}}(?:{_STREET_EN})\b\.?"
    r"(?:,? (?:Apt|Apartment|Flat|Suite|Unit|Room)\.? ?#?\w{1,6})?"
    rf"(?:, {_NAMED}(?: {_NAMED}){{0,2}})?"
    r"(?:,? [A-Z]{2} \d{5}(?:-\d{4})?|,? [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})?"
    rf"|\b[{_UPPER}][{_LOWER}-]{{1,30}}(?:straße|strasse|str\.|weg|platz|allee|gasse|straat|laan)"
    rf" \d{{1,4}}[a-z]?\b{_TOWN}"
    rf"|\b{_NAMED}(?: {_NAMED}){{0,2}} (?:{_STREET_EN})\b\.?,? (?i:number|no\.?|nr\.?) ?\d{{1,5}}[a-z]?\b"
    rf"|\b{_NAMED}(?: {_NAMED}){{0,2}} \d{{1,4}}[a-z]?, \d{{5}} {_NAMED}\b"
    rf"|\b\d{{1,4}}(?: bis| ter)?,? (?i:rue|avenue|boulevard|place|chemin|impasse|allée|quai) "
    rf"(?:(?:de|du|des|la|le|les) ){{0,2}}(?:[ld]['’])?{_NAMED}(?:[ -]{_NAMED}){{0,3}}{_TOWN}"
    rf"|\b(?i:calle|avenida|avda\.?|plaza|paseo|rua|via|viale|piazza) (?:(?:de|del|la|los|las|da|do) ){{0,2}}"
    rf"{_NAMED}(?: {_NAMED}){{0,3}},? (?:nº ?)?\d{{1,4}}{_TOWN}"
    r"|\b[Pp]\.? ?[Oo]\.? [Bb]ox \d{1,6}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"
    rf"|(?:{_PLACE_HAN}{{2,7}}?[省市区县镇乡]){{0,4}}{_PLACE_HAN}{{1,8}}?(?:大街|大道|胡同|[路街道巷弄])\d{{1,5}}[号弄]"
    r"(?:[\u4e00-\u9fffA-Za-z0-9]{1,10}?[室楼栋幢层座]|\d{1,3}单元){0,4}"
)
_KINDS = re.compile(
    f"(?P<email>{_EMAIL})|(?P<link>{_LINK})|(?P<address>{_ADDRESS})|(?P<phone>{_PHONE})|(?P<number>{_NUMBER}|{_SAID})"
)
_INNER = (
    "called",
    "numbered",
    "coded",
    "handle",
    "born",
)  # groups that are the value, behind words that only announce it


def find_values(text: str) -> Iterator[tuple[Kind, int, int]]:
    """Addresses and numbers: (kind, start, end), in order, none over another."""
    for found in _KINDS.finditer(text):
        kind: Kind = next(kind for kind in KINDS[1:] if found[kind] is not None)
        start, end = next((found.span(name) for name in _INNER if found[name]), found.span())
        while end > start and text[end - 1] in " .,!?;:)，。":
            end -= 1
        yield kind, start, end


# Names that somebody introduces

_NAMES = rf"(?P<name>{_NAMED}(?: (?:(?:van|von|de|del|der|di|la|bin|al) ){{0,2}}{_NAMED}){{0,2}})"
_RELATION = (
    "kids?|child(?:ren)?|sons|daughters|manager|boss|(?:team )?lead|supervisor|colleague|co-?worker|team-?mate|friend"
    "|wife|husband|partner|brother|sister"
    "|mother|father|mum|mom|dad|son|daughter|mentor|client|customer|patient|student|pupil|teacher|professor|director"
    "|chef|head of [a-z]{1,20}|ceo|cto|cfo|founder|neighbou?r|landlord"
)
_INTRODUCED = (
    re.compile(
        rf"\b(?i:my|our|his|her|their|the)(?: [a-z]{{1,15}}){{0,2}} (?i:{_RELATION}),?"
        rf"(?i: was| is)?(?i: called| named)?,? {_NAMES}(?: and (?P<other>{_NAMED}))?"
    ),
    re.compile(rf"\b(?i:an?|one)(?: [a-z]{{1,15}}){{0,4}} (?i:called|named) {_NAMES}"),
    re.compile(
        rf"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Herr|Frau|Señora?|Monsieur|Madame|Mme)\b\.? (?:Dr\.? )?{_NAMES}"
    ),
    re.compile(
        rf"\b(?i:my (?:full |first |last |family )?name(?: is|['’]s)|i(?:['’]m| am) called"
        rf"|(?:people |just )?call me):? {_NAMES}"
    ),
    re.compile(
        rf"\b(?i:hi|hello|hey|good (?:morning|afternoon|evening))[,.! ]{{1,2}}"
        rf"(?i:i['’]m|i am|it['’]s|this is) {_NAMES}"
    ),
    re.compile(rf"\b(?i:this is) {_NAMES}(?i: speaking| here| calling)\b"),
    re.compile(r"\b(?i:my name(?: is|['’]s)) (?P<name>[a-z][a-z'’-]{2,30})(?=[.,!?]|$| and\b)"),
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_TITLES_HAN = "先生|女士|小姐|太太|老师|教授|医生|经理|主任|总监"
_KIN_HAN = "经理|老板|主管|同事|朋友|领导|导师|老师|客户|组长|总监|妻子|丈夫|太太"
_AFTER_HAN = "(?=[，。,.！!、；;\\s]|$|是|说|来自|今年|在|和|也|就|把|给|让|要|不|批准|同意|负责|提出|建议)"
_INTRODUCED_HAN = (
    re.compile(rf"(?:{_KIN_HAN})(?:叫|是|，)?(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?){_AFTER_HAN}"),
    re.compile(
        rf"(?:我(?:的名字)?叫|我是|我的?(?:名字|姓名)是|姓名[:：] ?)"
        rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=[，。,.！!、；;\s]|$|是|来自|今年|在|，)"
    ),
    re.compile(rf"(?P<name>[{_SURNAMES}](?:{_TITLES_HAN}))"),
)
_NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december english german french spanish chinese the this that these those when where "
    "what who why how and but so then because if she he they we you it in on at to not also hard".split()
)


def find_introduced(text: str) -> Iterator[str]:
    """Names of people that the text introduces: "my manager Sarah Lee", "Dr Weiss", "我叫王小明"."""
    for pattern in (*_INTRODUCED, *_INTRODUCED_HAN):
        for found in pattern.finditer(text):
            for name in filter(None, (found["name"], found.groupdict().get("other"))):
                if name.split()[0].lower() not in _NO_NAME:
                    yield name


# Names that are known

# Parts of names that are words as well: found in capitals only, and not where a sentence begins.
_ALSO_WORDS = frozenset(
    "will mark may june april august grace hope faith joy rose lily art bill rob jack pat sue frank rich dean max drew "
    "gene chase miles chance hunter mason carter cooper taylor king young long short little brown black white green "
    "gray day page price field fields hill wood woods stone rice bush banks good best love low major mills moon noble "
    "park parks poor power powers small strong sharp summer summers winter wise worth case cash church cook cross bond "
    "ball bell bird buck close house lane law lord marsh new north west east south real autumn dawn eve sky star ray "
    "christian angel victor guy german china india paris london jordan chase dale glen heather holly ivy iris jasmine "
    "olive pearl penny ruby sandy sage melody harmony".split()
)
_PARTICLES = frozenset("van von de del der den di da dos das du la le el al bin ibn ben mr mrs ms dr prof".split())
_SHORTEST = 2
_UNSTROKED = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"}
_ACCENTED = {"a": "áàâäãå", "e": "éèêë", "i": "íìîï", "o": "óòôöõ", "u": "úùûü", "n": "ñ", "c": "ç", "y": "ý"}
_FULL_HAN = re.compile(f"[{_HAN}]{{2,4}}")
_COMPOUND = ("欧阳", "司马", "诸葛", "上官", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "慕容")


def name_pattern(names: list[tuple[str, bool]]) -> re.Pattern[str] | None:
    """Finds the names and their parts: (name, whether it is written in small letters too). None without any."""
    forms: dict[str, None] = {}
    for name, is_loose in names:
        forms |= dict.fromkeys(_forms_of(name, is_loose))
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


def _forms_of(name: str, is_loose: bool) -> Iterator[str]:
    """Patterns, the longest surely first: the whole name is one form, each part of it another."""
    if _FULL_HAN.search(name):
        yield from map(re.escape, _han_forms(name))
        return
    whole = re.split(r"[\s,.]+", name)
    halves = [half for part in whole for half in re.split(r"[-‐]", part) if half != part and len(half) > _SHORTEST]
    for part in (*whole, *halves):
        low = part.lower()
        if len(part) < _SHORTEST or low in _PARTICLES or not re.search(r"[^\W\d_]", part):
            continue
        if low in _ALSO_WORDS or len(part) == _SHORTEST:
            yield f"(?<!^)(?<![.!?:\\n])(?<![.!?:\\n]\\s){_START}{_spelled(part.capitalize())}{_END}"
        else:
            yield f"{_START}(?i:{_spelled(part)}){_END}" if is_loose else f"{_START}{_spelled(part)}{_END}"


def _spelled(part: str) -> str:
    """The part with and without its accents, with any apostrophe or none, with a hyphen or a blank."""
    return "".join(map(_letter, unicodedata.normalize("NFC", part)))


def _letter(letter: str) -> str:
    if letter in "'’‘`":
        return "['’‘`]?"
    if letter in "-‐":
        return "[-‐ ]?"
    plain = _UNSTROKED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    others = _ACCENTED.get(plain.lower(), "")
    others = others.upper() if plain.isupper() else others
    return f"[{re.escape(letter + plain + others)}]" if letter != plain or others else re.escape(letter)


def _han_forms(name: str) -> Iterator[str]:
    full = "".join(re.findall(f"[{_HAN}·]", name))
    family = 2 if full.startswith(_COMPOUND) and len(full) > 2 else 1
    yield full
    if re.search(f"(?:{_TITLES_HAN})$", full):
        return
    if len(full) - family >= _SHORTEST:
        yield full[family:]
