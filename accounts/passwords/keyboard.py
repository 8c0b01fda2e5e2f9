"""Which keys a text is typed with on a Korean keyboard of two sets (KS X 5002, the common one).

Who types 임시 while the keyboard is set to English gets `dlatl`, and with the keyboard set to
Korean `password` becomes ㅔㅁㄴㄴ잭ㅇ: the keys are the same, so passwords are compared as keys.
The layout is that of libhangul (hangul/hangulkeyboard.h, `hangul_keyboard_table_2`).
"""

FIRST, LAST = ord("가"), ord("힣")
_CONSONANTS = "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g"
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
# Letters that stand alone, in the order of their code points from ㄱ on.
SINGLE = [*_CONSONANTS.split(), *_VOWELS.split()]
VOWELS = _VOWELS.split()
# Of two consonants only a syllable's end is made, of these doubled ones only its beginning.
LEADS = [keys for keys in _CONSONANTS.split() if len(keys) == 1]
TAILS = ["", *(keys for keys in _CONSONANTS.split() if keys not in {"E", "Q", "W"})]
# Letters that stand alone have two kinds of code points: those of before Unicode, and those that
# NFKC makes of them.
ALONE = {
    **{ord("ㄱ") + at: keys for at, keys in enumerate(SINGLE)},
    **{0x1100 + at: keys for at, keys in enumerate(LEADS)},
    **{0x1161 + at: keys for at, keys in enumerate(VOWELS)},
    **{0x11A7 + at: keys for at, keys in enumerate(TAILS) if keys},
}


def keys_of(text: str) -> str:
    """The keys, as small Latin letters; what is not Hangul stays as it is."""
    return "".join(map(_keys_of_letter, text)).lower()


def _keys_of_letter(letter: str) -> str:
    code = ord(letter)
    if not FIRST <= code <= LAST:
        return ALONE.get(code, letter)
    lead, rest_of_syllable = divmod(code - FIRST, len(VOWELS) * len(TAILS))
    vowel, tail = divmod(rest_of_syllable, len(TAILS))
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]
