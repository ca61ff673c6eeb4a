from __future__ import annotations

from okrcli.judge.counting import weigh
from okrcli.judge.lexicon import BIT
from okrcli.judge.reading import Reading, Count, bits, blank
from okrcli.judge.wording import unmeasured
from okrcli.judge.levels import Level
from okrcli.judge.tokens import words

OWNISH = bits("own noun", "plan", "scope thing")


def rule(reading: Reading):
    weighed = [weigh(reading, c) for c in reading.counts]
    if weighed:
        best = max(weighed, key=lambda w: w.score)
        label = "outcome" if best.score > 0 else "quantified-activity"
        if label == "quantified-activity" and len(weighed) == 1 and reading.counts[0].level.target == 1:
            c = reading.counts[0]
            if reading.kinds(c.head) & BIT["staff"]: label = "milestone"
        return label, best.why, best.score, weighed
    implied = _implied(reading)
    if implied:
        return implied
    label, a, b, why = unmeasured(reading)
    return label, why, 0, []


def _implied(reading: Reading):
    s = reading.sentence
    lows = s.lows
    if blank(reading) is not None:
        i = blank(reading)
        mark = 0
        for j in range(len(lows)): mark |= reading.marks[j] if j != reading.verb else 0
        good = mark & bits("reaction", "money", "performance", "rate", "cost", "outsider", "fault") or "%" in lows
        return ("outcome" if good else "quantified-activity"), "placeholder", 0, []
    if lows and lows[0] in ("all", "every", "each"):
        head = next((reading.marks[i] for i in range(1, min(5, len(lows))) if reading.marks[i] & bits("own noun", "scope thing", "outsider", "staff", "plan")), 0)
        if head & bits("outsider") and reading.form in ("has", "present", "passive", "state", "participle"):
            return "outcome", "all others", 0, []
        if head & OWNISH or reading.form in ("has","passive","state"):
            return "quantified-activity", "all own", 0, []
    goal = next((i for i, w in enumerate(lows) if w in ("target", "targets", "goal", "goals", "quota", "sla", "slas", "budget")), -1)
    if goal > 0 and reading.form == "imperative" and lows[reading.verb] in ("meet", "achieve", "hit", "exceed", "beat", "reach", "surpass", "attain"):
        m = 0
        for i in range(len(lows)): m |= reading.marks[i] if i not in (reading.verb,) else 0
        if m & bits("reaction", "money", "performance", "outsider", "cost"): return "outcome", "target", 0, []
    freq = next((i for i, m in enumerate(reading.marks) if m & BIT["frequency"]), -1)
    if freq >= 0:
        v = reading.kinds(reading.verb) if reading.verb >= 0 else 0
        nxt = reading.kinds(freq + 1) | reading.kinds(freq + 2)
        if reading.form == "imperative" and (v & bits("own verb", "release verb") and not v & BIT["study verb"] or lows[reading.verb] == "meet") or (freq == reading.verb + 1 and nxt & BIT["own noun"] and reading.form in ("nominal",)):
            return "quantified-activity", "frequency", 0, []
    for i, w in enumerate(lows):
        if w in ("not", "never", "no", "without", "cannot", "don't", "doesn't") and any(reading.kinds(j) & bits("fault") or lows[j] in FAILS for j in range(i + 1, min(i + 5, len(lows)))):
            return "outcome", "absence", 0, []
    if lows and lows[0] in ("everyone", "everybody", "nobody") or lows[:2] == ["no", "one"]:
        return "outcome", "all others", 0, []
    if reading.form in ("state", "passive") and any(w in ("never", "always") for w in lows):
        return "outcome", "always", 0, []
    return None


FAILS = words("crash fail impact lost lose slow break block degrade leak time hang stall affect delay drop corrupt")
