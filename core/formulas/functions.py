"""The registry of functions: the only calls that a definition can make.

Each function says how many arguments it takes, what it computes over values (Decimal, str, bool, tuple; None is
blank), how it is said in a derivation and how it is written in a workbook. `resources/help/formulas.md` shows the
same records to the makers of report formats.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from functools import reduce
from typing import Any

from core.formulas.function import EXACT, Function, Value
from core.formulas.scores import SCORES
from core.numbers import CONTEXT, rounded

__all__ = ["FUNCTIONS", "Function", "Value"]


def _total(values: Sequence[Any]) -> Value:
    filled = [value for value in values if value is not None]
    return reduce(CONTEXT.add, filled) if filled else None


def _average(values: Sequence[Any]) -> Value:
    filled = [value for value in values if value is not None]
    return CONTEXT.divide(reduce(CONTEXT.add, filled), Decimal(len(filled))) if filled else None


def _smallest(values: Sequence[Any]) -> Value:
    return min((value for value in values if value is not None), default=None)


def _largest(values: Sequence[Any]) -> Value:
    return max((value for value in values if value is not None), default=None)


def _count(values: Sequence[Any]) -> Value:
    if len(values) == 1 and isinstance(values[0], tuple):
        return Decimal(len(values[0]))
    return Decimal(sum(value is not None for value in values))


def _quotient(part: Decimal, whole: Decimal) -> Value:
    return CONTEXT.divide(part, whole) if whole else None


def _growth(now: Decimal, prior: Decimal) -> Value:
    return _quotient(CONTEXT.subtract(now, prior), prior)


def _round(value: Decimal, places: Decimal) -> Value:
    return rounded(value, max(-12, min(12, int(places))))


def _floor(value: Decimal) -> Value:
    return rounded(value, EXACT).to_integral_value(ROUND_FLOOR)


def _or_zero(value: Value) -> Value:
    return Decimal(0) if value is None else value


def _first_filled(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def _filled(value: Value) -> Value:
    return value is not None


def _when(condition: bool | None, then: Value, otherwise: Value = None) -> Value:
    return None if condition is None else then if condition else otherwise


def _total_where(figures: Sequence[Any], choices: Sequence[Any], wanted: str) -> Value:
    return _total([figure for figure, choice in zip(figures, choices, strict=True) if choice == wanted])


def _count_where(choices: Sequence[Any], wanted: str) -> Value:
    return Decimal(sum(choice == wanted for choice in choices))


_ALL = (
    Function(
        usage="total(表.列) 或 total(甲, 乙, …)",
        label="合计",
        gather=True,
        call=_total,
        doc="各项之和，跳过空白；全部空白则为空白。列只加顶层各行，不重复加“其中”。",
        takes=("any",),
        said="+",
        level=5,
    ),
    Function(
        usage="average(表.列) 或 average(甲, 乙, …)",
        label="平均",
        gather=True,
        call=_average,
        doc="已填各项的平均数；全部空白则为空白。",
        takes=("any",),
    ),
    Function(
        usage="smallest(甲, 乙, …)",
        label="最小",
        gather=True,
        takes=("any",),
        call=_smallest,
        doc="已填各项中最小的。",
    ),
    Function(
        usage="largest(甲, 乙, …)",
        label="最大",
        gather=True,
        takes=("any",),
        call=_largest,
        doc="已填各项中最大的。",
    ),
    Function(
        usage="count(表.列) 或 count(清单)",
        label="个数",
        gather=True,
        call=_count,
        doc="列中已填的行数，或清单的条数。",
        takes=("countable",),
        said="{0}的个数",
    ),
    Function(
        usage="share(部分, 总数)",
        label="占比",
        call=_quotient,
        doc="部分 ÷ 总数；总数为0或任一空白则为空白。",
        said="{0} ÷ {1}",
        level=6,
        excel="{0:factor}/{1:factor}",
        divides=True,
        words=("占",),
    ),
    Function(
        usage="rate(实际, 计划)",
        label="完成率",
        call=_quotient,
        doc="实际 ÷ 计划；计划为0或任一空白则为空白。",
        said="{0} ÷ {1}",
        level=6,
        excel="{0:factor}/{1:factor}",
        divides=True,
        words=("完成预算", "完成率", "执行率", "控制率"),
    ),
    Function(
        usage="growth(本期, 上期)",
        label="增长率",
        call=_growth,
        doc="（本期 − 上期）÷ 上期；上期为0或任一空白则为空白。",
        said="（{0} − {1}） ÷ {1}",
        level=6,
        excel="({0:factor}-{1:factor})/{1:factor}",
        divides=True,
        words=("增长", "下降", "增幅", "降幅"),
    ),
    Function(
        usage="round(数, 位数)",
        label="四舍五入",
        doc="四舍五入到给定的小数位数。",
        excel="ROUND({0},{1})",
        call=_round,
    ),
    Function(
        usage="abs(数)",
        label="绝对值",
        doc="去掉负号。",
        call=CONTEXT.abs,
        said="|{0}|",
        excel="ABS({0})",
    ),
    Function(
        usage="floor(数)",
        label="取整",
        doc="不大于它的最大整数（每满一档才扣分时用）。",
        call=_floor,
        excel="INT(ROUND({0},9))",
    ),
    Function(
        usage="or_zero(数)",
        label="空白按0",
        strict=False,
        said="{0}",
        doc="空白当作0。",
        call=_or_zero,
    ),
    Function(
        usage="first_filled(甲, 乙, …)",
        label="先填者",
        strict=False,
        doc="从左到右第一个不空白的。",
        call=_first_filled,
    ),
    Function(
        usage="filled(项)",
        label="已填",
        strict=False,
        takes=("anything",),
        gives="truth",
        doc="已填为真。",
        call=_filled,
        said="已填“{0}”",
    ),
    Function(
        usage="when(条件, 甲, 乙) 或 when(条件, 甲)",
        label="视条件",
        strict=False,
        takes=("truth", "figure"),
        doc="条件成立取甲，否则取乙，没有写乙则为空白；条件不能判断也为空白。",
        call=_when,
        said="若{0}则{1}，否则{2}",
        level=1,
    ),
    Function(
        usage='total_where(表.列, 表.选项列, "选项")',
        label="分类合计",
        strict=False,
        takes=("column", "choices", "choice"),
        call=_total_where,
        doc="只加选项列等于该选项的各行。",
    ),
    Function(
        usage='count_where(表.选项列, "选项")',
        label="分类个数",
        strict=False,
        takes=("choices", "choice"),
        call=_count_where,
        doc="选项列等于该选项的行数。",
    ),
    Function(
        usage="mine(表.列)",
        label="所属合计",
        gather=True,
        takes=("owned",),
        owned=True,
        call=_total,
        excel="total",
        doc="属于本行的各行之和（如一个项目的各项指标）。",
        said="+",
        level=5,
    ),
    Function(
        usage='mine_where(表.列, 表.选项列, "选项")',
        label="所属分类合计",
        strict=False,
        takes=("owned", "choices", "choice"),
        owned=True,
        excel="total_where",
        call=_total_where,
        doc="属于本行的各行中，只加选项列等于该选项的。",
    ),
    Function(
        usage='mine_count_where(表.选项列, "选项")',
        label="所属分类个数",
        strict=False,
        takes=("choices", "choice"),
        owned=True,
        excel="count_where",
        call=_count_where,
        doc="属于本行的各行中，选项列等于该选项的行数。",
    ),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in (*_ALL, *SCORES)}
