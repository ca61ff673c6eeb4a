"""What a coach says: a sentence for each way to a verdict; {it} is what the sentence counts."""

from __future__ import annotations

REASONS = {
    # an outcome, by what is counted
    "level": "It is settled by a level of {it}, which nobody can simply do.",
    "time": "It is settled by how long {it} takes, which effort alone does not change.",
    "money": "It is settled by money, and others decide whether it comes or stays.",
    "others": "It counts what {it} do, and that is theirs to decide.",
    "timely": "It says how well the work succeeds, not how much of it is done.",
    "close": "It says how close {it} comes to what was expected.",
    "fewer faults": "It asks for fewer {it}: how well things work, not what is done about them.",
    "less of it": "It asks for less of {it}, which only happens when something works better.",
    "from outside": "It counts {it} that come from outside the team.",
    "received": "It counts {it} that others have to give.",
    "works": "It states how well the product or service performs.",
    "moves": "It moves the level of {it}, which work alone does not settle.",
    "blank": "It will be settled by a level that others or the product decide, once the blank is filled in.",
    "population": "It asks something of a whole population, not of the team.",
    "target": "It is settled by a target for {it} that the team cannot reach by effort alone.",
    "absence": "It is settled by something that must not happen, whatever the team does.",
    # quantified activity
    "own count": "It counts {it}, which the team does itself: effort alone reaches the number.",
    "own share": "It counts how much of its own work the team has done ({it}), not what that work changes.",
    "own rate": "It is the rate of the team's own output, not of what the output changes.",
    "own blank": "The blank is to count {it}, which the team does itself.",
    "own whole": "It asks for all of the team's own things to be done, not for what is different then.",
    "fixed": "It counts {it} that the team deals with, not how many are left to suffer from.",
    "hired": "It counts people that the team hires or adds, not what they make possible.",
    "trained": "It counts people that the team trains, not what they can do afterwards.",
    "done to others": "It counts {it} that the team acts upon; nobody outside has to respond.",
    "scope": "The number only says where the work applies; nothing outside has to change.",
    "spent": "It counts what the team spends, not what it gets for it.",
    "rhythm": "It says how often the team does something, not what that changes.",
    # a milestone
    "decided": "A decision is an end state: anyone can see on a given day whether it was taken.",
    "released": "It is an end state that anyone can see: out or not out.",
    "finished": "It is one named end state: reached or not reached.",
    "filled": "One named role is filled or it is not.",
    "baseline": "It finds a number that is not yet known, so that the next cycle can move it.",
    "state": "It states an end state that anyone can check, yes or no.",
    "behaves": "It states what the product does for its users: it does or it does not.",
    "later end": "Beside the work it names an end state that anyone can see.",
    # activity
    "work": "It names work, and no state in which the work has achieved something.",
    "made": "It says that something is made, and not what is different for anyone then.",
    "thing": "It names a thing to make, and not what is different once it is there.",
    "empty": "There is nothing here that could be judged.",
    # unmeasurable
    "wish": "It gives a direction, but no level at which it is reached.",
}

SHORT = {
    "level": "a level, not a deed",
    "others": "others decide this",
    "own count": "the team does this itself",
    "own share": "the team's own work",
    "hired": "the team adds them",
    "done to others": "the team acts on them",
    "scope": "only where the work applies",
    "wish": "a direction without a level",
    "work": "work",
    "thing": "a thing to make",
    "made": "something is made",
}
