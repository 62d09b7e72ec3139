"""Names of persons who do not exist, put together from common parts of names, and their logins."""

from parindex.i18n.numbers import folded
from samples.chance import draw

_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Trương",
)
_HIGHLAND = ("Lò", "Giàng", "Vàng", "Tẩn", "Lù", "Sùng", "Hoàng", "Nguyễn", "Trần", "Phàn", "Mào", "Điêu")
_MALE = (
    ("Văn", "Đức", "Hữu", "Quang", "Minh", "Thanh", "Công", "Trọng", "Xuân", "Quốc", "Anh", "Duy"),
    (
        "Bảo",
        "Khôi",
        "Lâm",
        "Phúc",
        "Sơn",
        "Thắng",
        "Toàn",
        "Vinh",
        "Hiếu",
        "Cường",
        "Đạt",
        "Nghĩa",
        "Tâm",
        "Việt",
        "Khang",
        "Lộc",
    ),
)
_FEMALE = (
    ("Thị", "Thu", "Ngọc", "Thanh", "Kim", "Bích", "Mỹ", "Hồng", "Minh", "Phương", "Diệu", "Hoài"),
    (
        "Hà",
        "Lan",
        "Mai",
        "Hương",
        "Yến",
        "Thảo",
        "Trang",
        "Vân",
        "Loan",
        "Nga",
        "Oanh",
        "Quyên",
        "Thủy",
        "Hạnh",
        "Diễm",
        "Châu",
    ),
)


def person(*key: object, highland: bool = False) -> str:
    """The name of the person in the place that `key` names."""
    chance = draw("person", *key)
    middle, given = chance.choice((_MALE, _FEMALE))
    family = chance.choice(_HIGHLAND if highland else _FAMILY)
    return f"{family} {chance.choice(middle)} {chance.choice(given)}"


class Logins:
    """The logins of one programme: `voh.phong-noi-vu` is Võ … Hà of that office. The same person keeps the same one.

    The dot is on purpose: GitHub gives nobody such a name, so no stranger can register a fictional official's account
    and act for a sample unit in a copy of this repository.
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}

    def of(self, name: str, place: str) -> str:
        """The login of a person in a place."""
        if (name, place) not in self._given:
            family, *_, given = folded(name).split()
            login = wanted = f"{family}{given[0]}.{place}"
            number = 1
            while login in self._given.values():
                number += 1
                login = f"{wanted}-{number}"
            self._given[name, place] = login
        return self._given[name, place]
