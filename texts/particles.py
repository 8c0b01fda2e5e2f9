"""Korean particles: what is written to the end of a word, and so to the end of an address."""

import re
import unicodedata

_ALONE = """
    은 는 이 가 을 를 의 에 도 만 와 과 로 으로 나 이나 랑 이랑 란 이란 든지 이든지 야 요 이요 뿐
    께 에서 에게 한테 하고 처럼 같이 보다 까지 부터 마다 조차 마저 밖에 대로 만큼 말고 등 쪽 쯤 및
    라고 이라고 라는 이라는 라도 이라도 라며 이라며 라면 이라면 라 이라 다 이다 며 이며 고 이고 니
    이니 므로 이므로 지만 이지만 지 이지 여서 이어서 라서 이라서 거나 이거나 니까 이니까 인 일 임
    인데 인지 인가 일까 입니다 입니다만 입니까 였다 이었다 였고 이었고 였습니다 이었습니다 예요
    이에요 여야 이어야 을(를) 를(을) 은(는) 는(은) 이(가) 가(이) 와(과) 과(와) (으)로 (이)나
    (이)라고 (이)라는
"""
_FIRST = """
    에서 에게서 에게 에 께서 께 한테서 한테 으로서 로서 으로써 로써 으로부터 로부터 으로 로
    에서부터 와 과 까지 부터 만 뿐 처럼 보다 하고 마다 만큼 대로 등 등에 등에서 (으)로
"""
_SECOND = "은 는 도 만 의 이 을 까지 부터 조차 마저 라도 이라도 나마 보다 만은 까지는 까지도 부터는"


def _any(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_PARTICLE = re.compile(rf"{_any(_ALONE)}|(?:{_any(_FIRST)})(?:{_any(_SECOND)})?")
_LONGEST = 8
# After which sounds a particle can stand: 을 follows a consonant and 를 none; 로 also follows ㄹ.
_AFTER_CONSONANT, _AFTER_VOWEL = "은을과으", "는를와가나랑란야라로며여예"
_RIEUL = 8


def is_particle(letters: str) -> bool:
    """Whether these are a particle, or several in a row, and nothing else."""
    return _PARTICLE.fullmatch(unicodedata.normalize("NFC", letters)) is not None


def particle_at_end(word: str) -> int:
    """How many letters of this Korean word are a particle, as far as sounds can tell; 0 if none."""
    composed = unicodedata.normalize("NFC", word)
    for length in range(min(_LONGEST, len(composed) - 1), 0, -1):
        stem, ending = composed[:-length], composed[-length:]
        if is_particle(ending) and _can_follow(stem, ending):
            return length if composed == word else len(unicodedata.normalize("NFD", ending))
    return 0


def _can_follow(stem: str, particle: str) -> bool:
    final = (ord(stem[-1]) - ord("가")) % 28 if "가" <= stem[-1] <= "힣" else -1
    if final < 0:
        return True
    if len(stem) == 1 and len(particle) == 1 and particle != "를":
        return False  # 지도, 회의, 나이: short words end like this more often than not.
    if particle[0] in _AFTER_CONSONANT or particle == "이":
        return final > 0
    if final == _RIEUL and particle[0] == "로":
        return True
    return final == 0 or particle[0] not in _AFTER_VOWEL
