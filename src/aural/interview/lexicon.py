"""Words that tell what an answer is like: kinds of words, never phrases of a known answer."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _set("a an the this that these those my our your his her its their each every two three four five six")
PREPOSITIONS = _set(
    "at by for from in into of off on onto out over per to toward towards under up upon with within without "
    "about after before between through during against among around across along above below down behind beyond "
    "despite near"
)
CONJUNCTIONS = _set(
    "and or but nor so yet if then than because since although though while until unless as whether when where "
    "which who whom whose that what why how"
)
PRONOUNS = _set(
    "i me you he him she her it we us they them myself yourself himself herself itself ourselves themselves one "
    "ones i'm i'd i've i'll we're we'd we've we'll you're you'd you've you'll they're they'd they've he's she's "
    "he'd she'd it's it'd that's there's what's who's let's mine yours ours theirs everybody somebody anybody "
    "nobody everyone someone anyone everything something anything nothing"
)
AUXILIARIES = _set(
    "am is are was were be been being do does did done doing have has had having can could will would shall "
    "should may might must not no don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't "
    "weren't hasn't haven't hadn't shouldn't cannot ain't get gets got getting"
)
ADVERBS = _set(
    "there here also just only very really quite rather too even still already again ever never always often "
    "sometimes maybe perhaps however anyway well oh um uh hm yes yeah yep nope okay ok honestly actually "
    "basically frankly simply else instead back away together almost nearly mostly mainly usually soon later "
    "once now today straight right whatever whenever wherever like mind much many more most less least some any "
    "all both few several such same other another own ago afterwards completely totally totally probably "
    "generally normally sure course please thanks sorry"
)
FUNCTION = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | ADVERBS

# General talk: true of anybody, of no case.
GENERIC = _set(
    "thing things stuff usual usually always generally normally basically typically everybody everyone people "
    "whatever various different various general often sometimes depends some something somehow sort kind "
    "probably maybe guess suppose mostly pretty fine okay good better best careful important communicate "
    "communication process processes try trying improve improving improvement improvements professional "
    "properly appropriate necessary possible challenge challenges situation situations issue issues problem "
    "problems everything anything standard best practice practices way ways every lots many certain common "
    "regular regularly efficient efficiently effective effectively quality motivated passionate flexible "
    "positive hard team player calm friendly polite honest kind understand listen explain help support handle "
    "deal manage adapt learn focus ensure consider experience experiences normal course"
)

FIRST_PERSON = _set("i i'm i'd i've i'll me my mine myself")
FIRST_PLURAL = _set("we we're we'd we've we'll us our ours ourselves")
SECOND_PERSON = _set("you you're you'd you've you'll your yours yourself")
HEDGE_VERBS = _set("think guess suppose mean believe hope know imagine")

REASONS = _set("because since therefore why reason reasons due so-that otherwise")
REASON_PHRASES = (
    "so that",
    "that's why",
    "which is why",
    "the reason",
    "in order to",
    "so we",
    "so i",
    "so they",
    "so the",
)
CONTRASTS = _set(
    "but although though however despite unfortunately downside drawback trade-off tradeoff except nevertheless"
)
CONTRAST_PHRASES = ("even though", "on the other hand", "the price", "the cost was", "the catch", "at the expense")
RESULTS = _set(
    "result outcome finally eventually afterwards since consequently saved ended led accepted approved signed"
)
RESULT_PHRASES = (
    "in the end",
    "after that",
    "since then",
    "as a result",
    "from then on",
    "turned out",
    "so now",
    "these days",
    "today i",
    "today we",
    "now i",
    "now we",
)

# A change or a size that wants a figure.
EFFECTS = _set(
    "dropped fell rose grew increased decreased reduced improved doubled halved tripled cut faster slower "
    "quicker cheaper fewer shrank lowered raised saved gained sped accelerated declined climbed jumped "
    "reduction increase growth savings"
)
NUMBER_WORDS = _set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
    "percent dozen half third quarter twice thrice fifth tenth"
)


# The past of irregular verbs, the sign of a real case told.
IRREGULAR_PAST = _set(
    "was were had did went came got took gave made said told saw found kept left lost sold bought brought "
    "thought felt knew began ran wrote read put cut let set sat stood held met paid sent spent built broke "
    "chose drove fell grew heard led lay rang rose showed spoke stuck taught threw understood woke wore won "
    "caught drew hid hit hurt quit shut split spread became wanted couldn't didn't wasn't weren't hadn't i'd "
    "we'd he'd they'd"
)
# Words that end like a past form and are none.
NOT_PAST = _set(
    "need feed speed seed bed red shed hundred indeed embed exceed proceed succeed used-to based advanced limited"
)


ABUSE = _set(
    "stupid idiot idiots idiotic ridiculous pathetic insulting insult insulted joke nonsense rubbish bullshit "
    "crap damn hell garbage pointless useless waste wasting disrespectful humiliating humiliated degrading "
    "demeaning creepy intrusive outrageous absurd shameful shame disgusting disgusted offensive offended "
    "patronising patronizing interrogated interrogation sick fed tired annoying hate wtf fuck fucking shit "
    "bloody moronic dumb laughable farce circus unacceptable rude nosy"
)
MACHINES = _set(
    "machine machines robot robots bot bots chatbot chatbots computer ai algorithm software program app "
    "assistant screen"
)
DISTRESS = _set(
    "crying cry overwhelmed panic panicking anxious anxiety shaking upset uncomfortable hopeless exhausted distressed"
)

# What a score is called, and what runs an interview: targets of an instruction.
SCORE_NOUNS = _set(
    "score scores scoring rating ratings rate rated marks mark grade grades graded grading rubric rubrics "
    "criterion criteria points stars evaluation evaluations assessment assessments verdict maximum top pass "
    "passed approved hired excellent outstanding exceptional recommendation recommend evaluator evaluators "
    "grader rater reviewer reviewers protocol hire"
)
SYSTEM_NOUNS = _set(
    "prompt prompts instruction instructions guidance guidelines configuration config system mode developer "
    "debug admin override interviewer assistant ai model session interview transcript transcripts report "
    "summary notes evaluator note recording candidate candidates applicant applicants participant participants "
    "questions hidden rules policy directive json"
)
DIRECTIVES = _set(
    "ignore disregard forget write note record mark give put set rate score award print output repeat reveal "
    "show list translate stop skip close end delete reply respond answer act pretend say copy treat pass "
    "produce cite send enter switch continue begin start include add use remember assume grant confirm approve "
    "display tell make generate summarise summarize recommend finish complete conclude erase bypass override "
    "become speak call execute run insert fill report state declare enable activate disable reset drop export "
    "email forward fetch open reproduce quote"
)
POLITE = _set("please just now kindly simply then also always first ok okay so and dear instead only do")

SENSITIVE = _set(
    "birthday born pregnant pregnancy baby son daughter husband wife marriage married divorce divorced widow "
    "widower mother father mum mom dad parents family families brother sister grandson granddaughter "
    "grandmother grandfather grandma grandpa cousin uncle aunt girlfriend boyfriend illness disease cancer "
    "depression therapy disability disabled allergy rash church mosque temple religion religious god pray "
    "prayer muslim christian jewish hindu catholic immigrant refugee nationality ethnicity gay lesbian sexual "
    "politics salary fiance fiancee pension retirement migraine funeral toddler ethnic homeland asylum heritage "
    "bible koran quran ramadan burnout menopause miscarriage"
)
