"""Finds the numbers of the judge's second opinion, `okrcli/judge/learnt.txt`; needs `pip install torch transformers`.

usage: judge_fit.py traits LABELS.jsonl|SENTENCES.tsv|TOLD.jsonl ... [--forget SHARE --seed N] [--weight W] > rows.jsonl
       judge_fit.py teach --encoder FOLDER --teacher FILE [--after FILE] LABELS.jsonl|SENTENCES.tsv ...
       judge_fit.py tell --encoder FOLDER --teacher FILE [--teacher FILE ...] SOURCE.txt ... > told.jsonl
       judge_fit.py fit rows.jsonl ... > learnt.txt

`traits` writes what the rules find in each key result, with a share of the lexicon forgotten, so that the rules err
on what they were written for as they err on what nobody has read. `teach` tunes a sentence encoder, a folder as
`transformers` reads it (the more it knows, the better: MPNet), on labelled key results, each as much as its `weight`
says; with `--after`, one that was tuned before. `tell` has one or several of them say how likely each label is for
lines that nobody has labelled, a file for each source. `fit` fits the small net of `okrcli/judge/learnt.py` on all.
Lines of a TSV are a verdict and a sentence, as in tests/judge/sentences.tsv.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.judge import lexicon as lexical
from okrcli.judge.learnt import CUES, LABELS, MEANING, START, found, pairs, words
from okrcli.judge.reading import Reading
from okrcli.judge.tokens import singular
from okrcli.judge.verdict import decide, ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

KNOWN_WORDS = 12_000
RARE_WORD, RARE_TRAIT, OFTEN = 3, 6, 12  # lines that have it: of any kind, that are labelled, of any kind
NARROW = 4  # sources that have it
PASSES, STEP, BATCH = 6, 0.003, 128
TUNING_PASSES, TUNING_STEP, TUNING_BATCH = 3, 5e-5, 32
FORGOTTEN, FORGOTTEN_CUES = 0.15, 0.2  # for one step, so that none is relied upon alone
LONGEST = 64  # pieces of words that an encoder reads
TENTHS, HUNDREDTHS = 10, 100
HEAD = """\
# The second opinion in numbers. A cue: what speaks against it, how it speaks for outcome, milestone,
# quantified-activity, activity, unmeasurable, and how it hears the twelve numbers of the word before, of the word
# itself and of the one behind, in hundredths. What the rules found, and pairs of words: how they speak for the five,
# in hundredths. A word, behind a ': its twelve numbers, in tenths; ' alone: all other words.
# Written by benchmarks/judge_fit.py, not by hand.
"""


class Row(NamedTuple):
    """A key result: how likely each label is, how much it counts, what the rules find, which words meet, the words."""

    chances: list[float]
    weight: float
    told: bool
    source: str
    traits: list[str]
    words: list[str]


def labelled(path: Path) -> Iterator[dict[str, Any]]:
    """Text, source and chances; a sentence written for the judge is a source of its own."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for line in lines:
        row = _own(*line.split("\t")[:2]) if path.suffix == ".tsv" else json.loads(line)
        yield {
            "text": row["text"],
            "source": row["source"],
            "chances": row.get("chances") or certain(row["label"]),
            "told": "chances" in row,
            "weight": row.get("weight", 1.0),
        }


def _own(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text, "source": text}


def certain(label: str) -> list[float]:
    return [float(each == label) for each in LABELS]


def forget(share: float, seed: int) -> None:
    """Let a share of all words and phrases be unknown to the judge."""
    known, phrases = lexical.lexicon()
    pick = random.Random(seed)
    gone = {word for word in sorted({singular(word) for word in known}) if pick.random() < share}
    for word in [word for word in known if singular(word) in gone]:
        del known[word]
    for first in sorted(phrases):
        phrases[first] = tuple(entry for entry in phrases[first] if pick.random() >= share)
        if not phrases[first]:
            del phrases[first]
    lexical.kinds.cache_clear()
    lexical.root.cache_clear()


def traits(given: Any) -> None:
    forget(given.forget, given.seed)
    for row in (row for path in given.files for row in labelled(path)):
        reading = Reading(" ".join(row["text"].split()))
        said = words(reading)
        traits_of = [*found(reading, ruling(reading, decide(reading))), *pairs(said)]
        print(json.dumps(row | {"weight": given.weight, "traits": traits_of, "words": said}))


class Encoder:
    """A sentence encoder with an output for each label."""

    def __init__(self, folder: Path) -> None:
        self.torch: Any = import_module("torch")
        library: Any = import_module("transformers")
        self.pieces = library.AutoTokenizer.from_pretrained(folder)
        self.body = library.AutoModel.from_pretrained(folder)
        self.head = self.torch.nn.Linear(self.body.config.hidden_size, len(LABELS))

    def __call__(self, texts: Sequence[str]) -> Any:
        read = self.pieces(list(texts), truncation=True, max_length=LONGEST, padding=True, return_tensors="pt")
        states, mask = self.body(**read).last_hidden_state, read["attention_mask"][..., None]
        return self.head((states * mask).sum(1) / mask.sum(1))

    def parts(self) -> Any:
        return self.torch.nn.ModuleList((self.body, self.head))


def teach(given: Any) -> None:
    """Its words stay as they are: half of its numbers, which a few thousand key results can only spoil."""
    encoder = Encoder(given.encoder)
    if given.after:
        encoder.parts().load_state_dict(encoder.torch.load(given.after))
    torch, rows = encoder.torch, [row for path in given.files for row in labelled(path)]
    encoder.body.get_input_embeddings().requires_grad_(False)
    body = [each for each in encoder.body.parameters() if each.requires_grad]
    groups = [{"params": body, "lr": TUNING_STEP}, {"params": encoder.head.parameters(), "lr": 10 * TUNING_STEP}]
    steps = torch.optim.AdamW(groups, weight_decay=0.01)
    batches = -(-len(rows) // TUNING_BATCH) * TUNING_PASSES
    slower = torch.optim.lr_scheduler.LambdaLR(steps, lambda step: min(step / 100, 1 - step / (batches + 1)))
    encoder.parts().train()
    for _ in range(TUNING_PASSES):
        random.shuffle(rows)
        for start in range(0, len(rows), TUNING_BATCH):
            batch = rows[start : start + TUNING_BATCH]
            wanted, weights = (torch.tensor([row[field] for row in batch]) for field in ("chances", "weight"))
            said = encoder([row["text"] for row in batch])
            loss = torch.nn.functional.cross_entropy(said, wanted, label_smoothing=0.05, reduction="none")
            steps.zero_grad()
            (loss * weights).mean().backward()
            steps.step()
            slower.step()
    torch.save(encoder.parts().state_dict(), given.teacher[0])


def tell(given: Any) -> None:
    encoders = [Encoder(given.encoder) for _ in given.teacher]
    for encoder, file in zip(encoders, given.teacher, strict=True):
        encoder.parts().load_state_dict(encoder.torch.load(file))
        encoder.parts().eval()
    lines = [(path.stem, line) for path in given.files for line in path.read_text("utf-8").splitlines() if line]
    with encoders[0].torch.no_grad():
        for start in range(0, len(lines), 64):
            batch = lines[start : start + 64]
            said = sum(encoder([text for _, text in batch]).log_softmax(-1) for encoder in encoders) / len(encoders)
            for (source, text), chances in zip(batch, said.softmax(-1).tolist(), strict=True):
                rounded = [round(chance, 4) for chance in chances]
                print(json.dumps({"text": text, "source": source, "chances": rounded}))


class Names(NamedTuple):
    """The words and the traits that get numbers, in their order; words begin behind a gap and all that are rare."""

    words: list[str]
    traits: list[str]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Names:
        said = _counted((row.source, row.words) for row in rows)
        often = [word for word, count in said.most_common(KNOWN_WORDS) if word and count >= RARE_WORD]
        sure = _counted((row.source, row.traits) for row in rows if not row.told)
        common = _counted((row.source, row.traits) for row in rows)
        kept = [trait for trait, count in sure.items() if count >= RARE_TRAIT]
        kept += [trait for trait, count in common.items() if count >= OFTEN]
        return cls(often, list(dict.fromkeys(kept)))

    def coded(self, rows: Iterable[Row]) -> list[tuple[list[int], list[int]]]:
        word_codes = {word: place + 2 for place, word in enumerate(self.words)}
        trait_codes = {trait: place for place, trait in enumerate(self.traits)}
        return [
            (
                [word_codes.get(word, 1) for word in row.words],
                [trait_codes[trait] for trait in row.traits if trait in trait_codes],
            )
            for row in rows
        ]


def _counted(lines: Iterable[tuple[str, Sequence[str]]]) -> Counter[str]:
    """The lines that each name is in, of those that several sources have: names of people and products say nothing."""
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = {}
    for source, names in lines:
        counts.update(set(names))
        for name in names:
            sources.setdefault(name, set()).add(source)
    return Counter({name: count for name, count in counts.items() if len(sources[name]) >= NARROW})


class Net:
    """The second opinion while it is fitted: words speak for cues, cues and traits for labels."""

    def __init__(self, names: Names) -> None:
        self.torch: Any = import_module("torch")
        nn = self.torch.nn
        self.names = names
        self.meaning = nn.Embedding(len(names.words) + 2, MEANING, padding_idx=0)
        self.hears = nn.Conv1d(MEANING, CUES, 3, padding=1)
        self.votes = nn.Linear(CUES, len(LABELS))
        self.traits = nn.EmbeddingBag(len(names.traits) + 1, len(LABELS), mode="sum", padding_idx=len(names.traits))
        with self.torch.no_grad():
            self.meaning.weight.normal_(std=0.1)[0] = 0
            self.traits.weight.zero_()

    def parts(self) -> list[Any]:
        return [self.meaning, self.hears, self.votes, self.traits]

    def __call__(self, coded: Sequence[tuple[list[int], list[int]]], *, fitting: bool = False) -> Any:
        torch = self.torch
        longest, most = max(len(said) for said, _ in coded), max(1, *(len(told) for _, told in coded))
        said = torch.tensor([each + [0] * (longest - len(each)) for each, _ in coded])
        told = torch.tensor([each + [len(self.names.traits)] * (most - len(each)) for _, each in coded])
        meaning = self.meaning(said)
        if fitting:
            meaning = meaning * (torch.rand_like(said, dtype=torch.float) > FORGOTTEN)[..., None]
            gone = torch.rand_like(told, dtype=torch.float) < FORGOTTEN
            told = told.masked_fill(gone, len(self.names.traits))
        around = self.hears(meaning.transpose(1, 2))
        cues = torch.relu(around).masked_fill((said == 0)[:, None], 0).max(2).values
        return self.votes(torch.nn.functional.dropout(cues, FORGOTTEN_CUES, fitting)) + self.traits(told)

    def fit(self, rows: Sequence[Row]) -> None:
        """By stochastic gradient descent, slower and slower."""
        torch, coded, order = self.torch, self.names.coded(rows), list(range(len(rows)))
        wanted = torch.tensor([row.chances for row in rows])
        weights = torch.tensor([row.weight for row in rows])
        steps = torch.optim.Adam(torch.nn.ModuleList(self.parts()).parameters(), lr=STEP)
        count = PASSES * -(-len(rows) // BATCH)
        slower = torch.optim.lr_scheduler.LambdaLR(steps, lambda step: max(0.02, 1 - step / count))
        for _ in range(PASSES):
            random.shuffle(order)
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                said = self([coded[place] for place in batch], fitting=True).log_softmax(-1)
                loss = (-(wanted[batch] * said).sum(-1) * weights[batch]).mean()
                steps.zero_grad()
                loss.backward()
                steps.step()
                slower.step()

    def lines(self) -> Iterator[str]:
        """The numbers as `okrcli/judge/learnt.py` reads them."""
        sizes = self.meaning.weight[1:].std(0)  # made alike, so that tenths of them are fine enough
        hears = (self.hears.weight * sizes[:, None]).permute(0, 2, 1).flatten(1).tolist()
        votes, doubts = self.votes.weight.T.tolist(), (-self.hears.bias).tolist()
        for number, (doubt, voted, heard) in enumerate(zip(doubts, votes, hears, strict=True)):
            yield f"cue {number}\t{_whole([doubt, *voted, *heard], HUNDREDTHS)}"
        yield f"always\t{_whole(self.votes.bias.tolist(), HUNDREDTHS)}"
        for trait, voted in zip(self.names.traits, self.traits.weight.tolist(), strict=False):
            yield f"{trait}\t{_whole(voted, HUNDREDTHS)}"
        meanings = (self.meaning.weight[1:] / sizes).tolist()
        for word, meaning in zip(["", *self.names.words], meanings, strict=True):
            yield f"'{word}\t{_whole(meaning, TENTHS)}"


def _whole(numbers: Sequence[float], scale: int) -> str:
    return " ".join(str(round(number * scale)) for number in numbers)


def fit(given: Any) -> None:
    lines = [json.loads(line) for path in given.files for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [Row(*(line[field] for field in Row._fields)) for line in lines]
    names = Names.of(rows)
    import_module("torch").manual_seed(given.seed)
    net = Net(names)
    net.fit(rows)
    print(HEAD, "\n\n".join(_blocks(net.lines())), sep="\n")


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Lines in blocks by how their names begin, as they are looked up."""

    def start(line: str) -> bytes:
        return line.partition("\t")[0].encode()[:START]

    for _, block in groupby(sorted(lines, key=lambda line: (start(line), line)), key=start):
        yield "\n".join(block)


def arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("traits", "teach", "tell", "fit"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--forget", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weight", type=float, default=1.0)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--teacher", type=Path, action="append")
    parser.add_argument("--after", type=Path)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    random.seed(given.seed)
    {"traits": traits, "teach": teach, "tell": tell, "fit": fit}[given.step](given)


if __name__ == "__main__":
    main()
    sys.exit(0)
