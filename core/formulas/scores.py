"""Functions that give points: how far a target was reached, marks by steps and by bands.

Each also tells why points were lost. They are strict in blanks, never throw, and their workbook wordings give the
same figures (`INT(ROUND(x,9))` where steps are counted).
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from core.formulas.function import EXACT, Function, Scale, Value, plain
from core.numbers import CONTEXT, rounded, show_bare

_ZERO, _ONE = Decimal(0), Decimal(1)
_SHARE_PLACES = 2
"""Places of a percentage in a told reason."""


# -- degrees: 0 to 1 -------------------------------------------------------------------------------------------


def _reached(actual: Decimal, target: Decimal) -> Decimal:
    if target <= 0:
        return _ONE if actual >= target else _ZERO
    return min(_ONE, max(_ZERO, CONTEXT.divide(actual, target)))


def _kept_within(actual: Decimal, target: Decimal) -> Decimal:
    if actual <= target:
        return _ONE
    return CONTEXT.divide(target, actual) if target > 0 else _ZERO


def _matched(actual: Decimal, target: Decimal) -> Decimal:
    if actual == target:
        return _ONE
    if not target:
        return _ZERO
    missed = CONTEXT.divide(CONTEXT.abs(CONTEXT.subtract(actual, target)), CONTEXT.abs(target))
    return max(_ZERO, CONTEXT.subtract(_ONE, missed))


def _tells_degree(text: str, call: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Scale, Sequence[Any]], str]:
    def tells(scale: Scale, values: Sequence[Any]) -> str:
        degree = rounded(CONTEXT.scaleb(call(*values), 2), _SHARE_PLACES)
        share = f"{show_bare(degree, _SHARE_PLACES)}%"
        return "" if degree == 100 else text.format(scale=scale, bound=scale.bound(values[1]), share=share)

    return tells


# -- marks by steps --------------------------------------------------------------------------------------------


def _over(value: Decimal, bound: Decimal) -> Decimal:
    return max(_ZERO, CONTEXT.subtract(value, bound))


def _under(value: Decimal, bound: Decimal) -> Decimal:
    return _over(bound, value)


def _off(value: Decimal, bound: Decimal) -> Decimal:
    return CONTEXT.abs(CONTEXT.subtract(value, bound))


def _by_steps(distance: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Value]:
    def call(value: Decimal, bound: Decimal, step: Decimal, cost: Decimal, full: Decimal) -> Value:
        if not step:
            return None
        steps = rounded(CONTEXT.divide(distance(value, bound), step), EXACT).to_integral_value(ROUND_FLOOR)
        return max(_ZERO, CONTEXT.subtract(full, CONTEXT.multiply(steps, cost)))

    return call


def _tells_steps(words: str, call: Callable[..., Value]) -> Callable[[Scale, Sequence[Any]], str]:
    def tells(scale: Scale, values: Sequence[Any]) -> str:
        _, bound, step, cost, full = values
        score = call(*values)
        if not isinstance(score, Decimal) or score >= full:
            return ""
        away = words.format(bound=scale.bound(bound))
        rule = f"每满{scale.step(step)}扣{plain(cost)}分"
        return f"{scale.name}{scale.shown}，{away}，{rule}，扣{plain(full - score)}分"

    return tells


# -- marks by bands --------------------------------------------------------------------------------------------


def _bands_from(value: Decimal, otherwise: Decimal, *bands: Decimal) -> Value:
    return next((score for bound, score in _pairs(bands) if value >= bound), otherwise)


def _bands_to(value: Decimal, otherwise: Decimal, *bands: Decimal) -> Value:
    return next((score for bound, score in _pairs(bands) if value <= bound), otherwise)


def _pairs(bands: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(zip(bands[::2], bands[1::2], strict=True))


def _best_band(values: Sequence[Any]) -> Decimal:
    best: Decimal = max(values[1], *values[3::2])
    return best


def _tells_bands(word: str, call: Callable[..., Value]) -> Callable[[Scale, Sequence[Any]], str]:
    def tells(scale: Scale, values: Sequence[Any]) -> str:
        bands, score = _pairs(values[2:]), call(*values)
        best, full = max(bands, key=lambda band: band[1])
        if not isinstance(score, Decimal) or score >= full:
            return ""
        return f"{scale.name}{scale.shown}，{word}{scale.bound(best)}，得{plain(score)}分，扣{plain(full - score)}分"

    return tells


def _says_bands(sign: str) -> Callable[[Sequence[str]], str]:
    def says(texts: Sequence[str]) -> str:
        bands = "，".join(f"{sign}{bound}得{score}" for bound, score in _pairs(texts[2:]))
        return f"（{texts[0]}{bands}，其余得{texts[1]}）"

    return says


# -- marks by an answer ----------------------------------------------------------------------------------------


def _awarded(holds: bool, points: Decimal) -> Value:
    return points if holds else _ZERO


def _tells_awarded(scale: Scale, values: Sequence[Any]) -> str:
    holds, points = values
    return "" if holds or not points else f"{scale.row}：不符合，扣{plain(points)}分"


# -- records ---------------------------------------------------------------------------------------------------


def _degree(
    call: Callable[[Decimal, Decimal], Decimal], *, name: str, label: str, doc: str, said: str, excel: str, told: str
) -> Function:
    return Function(
        usage=f"{name}(实际, 目标)",
        label=label,
        doc=doc,
        call=call,
        said=said,
        inner=7,
        excel=excel,
        tells=_tells_degree(told, call),
        best=lambda _values: _ONE,
        measures=("", "bound"),
    )


def _steps(
    distance: Callable[[Decimal, Decimal], Decimal],
    *,
    name: str,
    label: str,
    doc: str,
    said: str,
    excel: str,
    told: str,
) -> Function:
    call = _by_steps(distance)
    return Function(
        usage=f"{name}(值, 界限, 每档, 每档扣, 满分)",
        label=label,
        doc=doc,
        call=call,
        said=said,
        excel=f"MAX(0,{{4}}-INT(ROUND({excel}/{{2:factor}},{EXACT}))*{{3:factor}})",
        divides=True,
        tells=_tells_steps(told, call),
        best=lambda values: values[-1],
        measures=("", "bound", "step", "", ""),
    )


def _bands(
    call: Callable[..., Value], *, name: str, label: str, doc: str, bound: str, sign: str, told: str
) -> Function:
    first = f"{name}(值, 其余得分, {bound}1, 得分1"
    return Function(
        usage=f"{first}) 或 {first}, {bound}2, 得分2, …)",
        label=label,
        doc=doc,
        call=call,
        says=_says_bands(sign),
        pairs=True,
        tells=_tells_bands(told, call),
        best=_best_band,
        measures=("", "", "bound", ""),
    )


SCORES = (
    _degree(
        _reached,
        name="reached",
        label="达到程度",
        doc="指标性质为≥的完成程度：实际 ÷ 目标，0到1之间；目标不大于0的，达到为1，否则为0。",
        said="（{0} ÷ {1}，至多100%）",
        excel="IF({1}<=0,IF({0:side}>={1:side},1,0),MAX(0,MIN(1,{0:factor}/{1:factor})))",
        told="{scale.name}{scale.shown}，未达到{bound}，完成{share}",
    ),
    _degree(
        _kept_within,
        name="kept_within",
        label="控制程度",
        doc="指标性质为≤的完成程度：不超过目标为1；超过的，目标 ÷ 实际；目标不大于0的为0。",
        said="（{1} ÷ {0}，至多100%）",
        excel="IF({0:side}<={1:side},1,IF({1}<=0,0,{1:factor}/{0:factor}))",
        told="{scale.name}{scale.shown}，超过{bound}，按{share}计分",
    ),
    _degree(
        _matched,
        name="matched",
        label="相符程度",
        doc="指标性质为=的完成程度：相等为1；否则 1 − 相差 ÷ 目标，最少为0；目标为0的为0。",
        said="（1 − |{0} − {1}| ÷ |{1}|，至少0）",
        excel="IF({0:side}={1:side},1,IF({1}=0,0,MAX(0,1-ABS({0:factor}-{1:factor})/ABS({1}))))",
        told="{scale.name}{scale.shown}，与{bound}不符，按{share}计分",
    ),
    _steps(
        _over,
        name="steps_above",
        label="超过扣分",
        doc="满分 − 超过界限的档数 × 每档扣，最少为0；只扣满一档的，不超过界限的得满分。",
        said="（{4} − {0}超过{1}的每满{2}扣{3}）",
        excel="MAX(0,{0:factor}-{1:factor})",
        told="超过{bound}",
    ),
    _steps(
        _under,
        name="steps_below",
        label="不足扣分",
        doc="满分 − 低于界限的档数 × 每档扣，最少为0；只扣满一档的，不低于界限的得满分。",
        said="（{4} − {0}低于{1}的每满{2}扣{3}）",
        excel="MAX(0,{1:factor}-{0:factor})",
        told="低于{bound}",
    ),
    _steps(
        _off,
        name="steps_off",
        label="偏离扣分",
        doc="满分 − 偏离界限（高低都算）的档数 × 每档扣，最少为0；只扣满一档的。",
        said="（{4} − {0}偏离{1}的每满{2}扣{3}）",
        excel="ABS({0:factor}-{1:factor})",
        told="偏离{bound}",
    ),
    _bands(
        _bands_from,
        name="bands_from",
        label="分档得分",
        doc="从第一档起，值不小于该档下限的，得该档的分；都不到的，得“其余得分”。下限从高到低写。",
        bound="下限",
        sign="≥",
        told="未达到",
    ),
    _bands(
        _bands_to,
        name="bands_to",
        label="分档得分（上限）",
        doc="从第一档起，值不大于该档上限的，得该档的分；都超过的，得“其余得分”。上限从低到高写。",
        bound="上限",
        sign="≤",
        told="超过",
    ),
    Function(
        usage="awarded(条件, 分值)",
        label="符合得分",
        takes=("truth", "figure"),
        call=_awarded,
        tells=_tells_awarded,
        best=lambda values: values[1],
        doc="条件成立得该分，不成立得0分；条件不能判断则为空白。",
        said="（{0}得{1}，否则得0）",
        excel="IF({0},{1},0)",
    ),
)
"""The scoring functions, for the registry."""
