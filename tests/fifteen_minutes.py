"""What an author writes in fifteen minutes: a module of two sections and five questions, and how
long a person takes for it. Written for this test."""

from dataclasses import dataclass

LETTERS_A_MINUTE = 200
# To look for a place, point at it and press: M 1.35 s, P 1.1 s, K 0.2 s and H 0.4 s of the
# keystroke-level model (Card, Moran and Newell, Communications of the ACM 23(7), 1980).
SECONDS_AN_INPUT = 1.35 + 1.1 + 0.2 + 0.4

COURSE = "정보 보호 함께 익히기"
MODULE = "비밀번호와 인증"
SECTIONS = [
    (
        "긴 비밀번호가 안전한 까닭",
        "비밀번호는 길수록 맞히기 어렵습니다. 글자가 하나 늘 때마다 살펴야 할 경우의 수가 "
        "글자 종류만큼 곱으로 늘어나기 때문입니다. "
        "뜻 없는 글자를 섞는 것보다 낱말 네 개를 이어 길게 쓰는 편이 외우기도 쉽습니다. 같은 "
        "비밀번호를 여러 곳에 쓰면 한 곳에서 "
        "새어 나간 것이 다른 곳의 문도 엽니다.",
    ),
    (
        "두 단계로 확인하기",
        "비밀번호가 새어 나가도 두 번째 확인이 있으면 들어올 수 없습니다. 두 번째로는 "
        "휴대전화의 인증 앱이나 보안 열쇠를 씁니다. "
        "문자로 받는 번호는 없는 것보다 낫지만 중간에서 가로챌 수 있습니다. 인증 번호를 "
        "물어보는 전화에는 답하지 않습니다.",
    ),
]
# A stem, the options each with its explanation, and the place of the right one.
QUESTIONS: list[tuple[str, list[tuple[str, str]], int]] = [
    (
        "다음 중 가장 맞히기 어려운 비밀번호는?",
        [
            ("생일 여섯 자리", "여섯 자리 숫자는 백만 가지뿐이라 금세 다 넣어 볼 수 있습니다."),
            ("낱말 네 개를 이은 것", "길이가 길어 넣어 볼 것이 가장 많습니다."),
            ("이름과 1234", "자주 쓰는 꼴이라 맨 먼저 넣어 봅니다."),
            ("자판의 윗줄 여덟 자", "자판의 차례는 널리 알려져 있습니다."),
        ],
        1,
    ),
    (
        "같은 비밀번호를 여러 곳에 쓰면 안 되는 까닭은?",
        [
            ("외우기 어려워서", "오히려 외우기는 쉽습니다."),
            ("법으로 막아 두어서", "그런 법은 없습니다."),
            ("한 곳이 새면 다 열려서", "새어 나간 것을 다른 곳에 그대로 넣어 봅니다."),
            ("길이가 짧아져서", "길이는 그대로입니다."),
        ],
        2,
    ),
    (
        "두 번째 확인으로 가장 안전한 것은?",
        [
            ("보안 열쇠", "손에 든 것이라 멀리서 가로챌 수 없습니다."),
            ("문자로 받는 번호", "중간에서 가로챌 수 있습니다."),
            ("어머니의 이름", "다른 사람도 아는 것입니다."),
            ("또 다른 비밀번호", "같은 방법으로 함께 새어 나갑니다."),
        ],
        0,
    ),
    (
        "인증 번호를 알려 달라는 전화를 받으면?",
        [
            ("번호를 불러 준다", "번호를 얻으려는 사람이 거는 전화입니다."),
            ("나중에 알려 준다", "늦게 알려도 마찬가지입니다."),
            ("앞의 세 자리만 준다", "나머지는 금세 맞힙니다."),
            ("알려 주지 않고 끊는다", "번호를 묻는 기관은 없습니다."),
        ],
        3,
    ),
    (
        "비밀번호를 바꾸어야 하는 때는?",
        [
            ("달마다 한 번", "잦은 교체는 쉬운 것을 고르게 합니다."),
            ("새어 나간 것을 알았을 때", "아는 사람이 생겼으니 곧바로 바꿉니다."),
            ("새해가 되었을 때", "날짜와는 상관이 없습니다."),
            ("휴대전화를 바꾸었을 때", "전화가 바뀌어도 비밀번호는 그대로 안전합니다."),
        ],
        1,
    ),
]


@dataclass
class Effort:
    """What a person does: letters typed, and inputs beside them (clicks and choices)."""

    letters: int = 0
    inputs: int = 0

    @property
    def minutes(self) -> float:
        return self.letters / LETTERS_A_MINUTE + self.inputs * SECONDS_AN_INPUT / 60
