"""The sums of the course that are more than arithmetic, in the names its sections use."""

import math
from collections.abc import Sequence

GB = 10**9
MIB, GIB = 2**20, 2**30
Z = 1.96
SHARE_OF_THE_ENGINE = 0.9


def wilson(correct: int, items: int) -> tuple[float, float]:
    """Lower and upper end of Wilson's 95 % interval, in percent."""
    middle = wilson_middle(correct, items)
    half = wilson_half(correct, items)
    return 100 * (middle - half), 100 * (middle + half)


def wilson_middle(correct: int, items: int) -> float:
    return (correct + Z**2 / 2) / (items + Z**2)


def wilson_half(correct: int, items: int) -> float:
    spread = correct * (items - correct) / items + Z**2 / 4
    return Z / (items + Z**2) * math.sqrt(spread)


def exactly(successes: int, trials: int, chance: float) -> float:
    """Chance of so many successes of a binomial."""
    ways = math.comb(trials, successes)
    return ways * chance**successes * (1 - chance) ** (trials - successes)


def at_least(successes: int, trials: int, chance: float) -> float:
    """Chance of so many successes or more."""
    return sum(exactly(count, trials, chance) for count in range(successes, trials + 1))


def best_of(tries: int, items: int = 40, chance: float = 0.85) -> float:
    """Mean of the highest of several equally good scores."""
    below = [1 - at_least(score, items, chance) for score in range(1, items + 1)]
    return sum(1 - chance_below**tries for chance_below in below)


def coins(heads: int, tails: int) -> float:
    """Chance, in percent, that tosses of a coin split so far apart or farther, either way."""
    tosses = heads + tails
    return 100 * min(1, 2 * at_least(max(heads, tails), tosses, 0.5))


def softened(chances: Sequence[float], temperature: float) -> list[float]:
    """What a softmax at `temperature` makes of the chances a model gave."""
    weights = [chance ** (1 / temperature) for chance in chances]
    return [weight / sum(weights) for weight in weights]


def waiting(load: float) -> float:
    """Mean wait in an M/M/1 queue, in times of service."""
    return load / (1 - load)


def nearest_rank(values: Sequence[float], percentile: int) -> float:
    """The value at the percentile, as a list in order has it."""
    return sorted(values)[math.ceil(len(values) * percentile / 100) - 1]


def passes(chance: float, tries: int) -> float:
    """Chance to pass a gate within so many independent tries."""
    return 1 - (1 - chance) ** tries


def kv_bytes(layers: int, kv_heads: int, head: int) -> int:
    """KV cache of one token: K and V of each layer, two bytes a number."""
    return 2 * layers * kv_heads * head * 2


def kv_gb(layers: int, kv_heads: int, head: int, tokens: int, people: int = 1) -> float:
    return kv_bytes(layers, kv_heads, head) * tokens * people / GB


def workspace(weights: float, kv: float) -> float:
    """The larger of 2 GB and a tenth, as the sheet of module 3 has it."""
    return max(2, (weights + kv) * 0.1)


def needed(weights: float, kv: float) -> float:
    return weights + kv + workspace(weights, kv)


def usable(memory: float) -> float:
    return memory * SHARE_OF_THE_ENGINE


def ceiling(bandwidth: float, read: float) -> int:
    """Tokens a second that reading alone allows, cut to a whole one."""
    return math.floor(bandwidth / read)


def in_one_step(weights: float, kv: float, people: int) -> float:
    """What a step of a batch reads: the weights once, the cache of each."""
    return weights + kv * people


def last_first_token(waves: int, wave: float, reading: float) -> float:
    """When the last of `waves` batches sees its first letter."""
    return (waves - 1) * wave + reading
