"""Made-up plans, no sentence of which stands in two of them."""

from __future__ import annotations

from random import Random

NAMES = ("song-thao-2031", "yen-son-2031", "binh-hai-2032", "phu-loc-2033", "lung-giang-2034", "tan-an-2035")
_TASKS = (
    "nâng cấp cổng thông tin",
    "mua sắm máy chủ",
    "tập huấn cán bộ xã",
    "số hóa hồ sơ đất đai",
    "vận hành đường dây nóng",
)


def plan(name: str, seed: int, tasks: tuple[int, int] = (20, 60)) -> str:
    """The plan of that name and seed, with a number of tasks between the two."""
    chance = Random(f"{name} {seed}")
    lines = [f"KẾ HOẠCH\nChuyển đổi số {name} lần {seed}", "I. NHIỆM VỤ"]
    for number in range(chance.randint(*tasks)):
        amount = chance.randint(10_000, 9_999_999)
        lines.append(f"{number + 1}. {chance.choice(_TASKS).capitalize()} số {amount} theo đợt {seed} của {name}.")
    return "\n".join(lines) + "\n"
