"""How many keys are guessed by who sees the options alone: no stem and no key of the module.

    .venv/bin/python -m bench.guessing [FOLDER OF A COURSE] [--items]

One guesser learns: character 2- to 4-grams, a softmax over the options of an item, 60 passes in the
order of the files, trained on the other modules. The others follow a rule of thumb; where options
tie it counts as the share of the right one. Chance is a quarter.
"""

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

FIXTURES = Path(__file__).parents[1] / "fixtures/local-ai"
LENGTHS, PASSES, RATE = (2, 3, 4), 60, 0.1
HEDGES = re.compile("수 있|수도|지만|아직|먼저|부터|대체로|흔히|조건|경우|따라|어느 정도|정도")
CHECKS = re.compile("확인|살펴|살핀|비교|대조|재어|재 |잰|측정|찾는|찾아|본다|알아보|점검|검토")
Grams = dict[str, float]


@dataclass(frozen=True)
class Item:
    module: int
    slug: str
    options: tuple[str, ...]
    key: int

    @property
    def features(self) -> list[Grams]:
        return [_grams(option) for option in self.options]


def _grams(text: str) -> Grams:
    """How often each occurs, as a vector of length one."""
    counted = Counter(text[at : at + n] for n in LENGTHS for at in range(len(text) - n + 1))
    length = math.sqrt(sum(count * count for count in counted.values())) or 1
    return {gram: count / length for gram, count in counted.items()}


def items_of(folder: Path, *, siblings: bool) -> list[Item]:
    """The questions of quizzes, or those that only the review asks."""
    items = []
    for file in sorted(folder.glob("0*.yaml")):
        module = yaml.safe_load(file.read_text(encoding="utf-8"))
        for question in module["quiz"]["questions"]:
            if ("sibling_of" in question) is siblings:
                options = question["options"]
                key = next(at for at, option in enumerate(options) if option.get("correct"))
                texts = tuple(option["text"].strip() for option in options)
                items.append(Item(module["position"], question["slug"], texts, key))
    return items


def _chances(weights: Grams, features: list[Grams]) -> list[float]:
    scores = [
        sum(weights.get(gram, 0) * much for gram, much in grams.items()) for grams in features
    ]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    return [power / sum(powers) for power in powers]


def learned(items: Iterable[Item]) -> Grams:
    weights: Grams = defaultdict(float)
    examples = [(item.features, item.key) for item in items]
    for _pass in range(PASSES):
        for features, key in examples:
            for at, chance in enumerate(_chances(weights, features)):
                for gram, much in features[at].items():
                    weights[gram] += RATE * ((at == key) - chance) * much
    return weights


def picked(items: list[Item]) -> dict[Item, list[float]]:
    """How likely each option is to be right, to one who knows the items of all other modules."""
    chances = {}
    for module in sorted({item.module for item in items}):
        weights = learned(item for item in items if item.module != module)
        for item in items:
            if item.module == module:
                chances[item] = _chances(weights, item.features)
    return chances


def expected(items: Iterable[Item], cue: Callable[[str], float]) -> float:
    """How many are right for one who takes the option with most of a cue."""
    right = 0.0
    for item in items:
        cues = [cue(option) for option in item.options]
        right += (cues[item.key] == max(cues)) / cues.count(max(cues))
    return right


RULES: dict[str, Callable[[str], float]] = {
    "longest": len,
    "shortest": lambda option: -len(option),
    "most hedged": lambda option: len(HEDGES.findall(option)),
    "most that checks": lambda option: len(CHECKS.findall(option)),
}


def report(name: str, items: list[Item], *, tell_items: bool) -> None:
    chances = picked(items)
    right = sum(max(chances[item]) == chances[item][item.key] for item in items)
    print(f"{name}: {len(items)} items, chance {len(items) / 4:.2f}")
    print(f"  learned from the other modules: {right}")
    for rule, cue in RULES.items():
        print(f"  {rule}: {expected(items, cue):.1f}")
    for item in items if tell_items else ():
        likely = " ".join(f"{chance:.2f}" for chance in chances[item])
        print(f"    {item.module} {item.slug}: key {'abcdefgh'[item.key]}, {likely}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--items", action="store_true", help="each item, too")
    arguments = parser.parse_args()
    for name, siblings in (("quizzes", False), ("asked in review", True)):
        if items := items_of(arguments.folder, siblings=siblings):
            report(name, items, tell_items=arguments.items)


if __name__ == "__main__":
    main()
