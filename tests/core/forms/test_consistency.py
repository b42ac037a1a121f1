"""What records say of each other: one small definition per mistake, and the sentence it must give."""

from collections.abc import Sequence

import pytest

from core.forms.consistency import consistency_problems
from core.forms.library import Library
from tests.core.forms.form_samples import FRAME, MONEY, Made, document, made, made_of

T = '[table.t]\nlabel = "表"\n'
AMOUNT = 'columns = [ { id = "amount", label = "金额", kind = "money", sums = true } ]\n'


def told(dictionary: str, code: str, top: str = "", items: Sequence[str] = ()) -> list[str]:
    """The sentences of one code, which must be the only one."""
    found = made(dictionary, items, top=top)
    assert set(found.codes()) <= {code}, found.problems
    return found.told(code)


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("row", "code", "text"),
    [
        ('formulas = { amuont = "1" }', "form.unknown_item", " › formulas：没有“amuont”。您是否要写“amount”？"),
        ('closed = ["amuont"]', "form.unknown_item", " › closed：没有“amuont”。您是否要写“amount”？"),
        ('formulas = { note = "1" }', "form.not_computable", " › note：“文本”不能由算式得出。"),
        ('formulas = { loose = "1" }', "form.no_places", " › loose：由算式得出的数要写明小数位数 places。"),
        (
            'formulas = { amount = "1" }, closed = ["amount"]',
            "form.closed_formula",
            "：“amount”在这一行不填（closed），不能又写算式。",
        ),
        (
            'parts = "all", free = { max = 5 }, formulas = { amount = "1" }',
            "form.summed_formula",
            "：这一行是其中各行之和，“amount”不能另写算式。",
        ),
    ],
)
def test_cells_of_a_row_are_those_of_its_table_and_can_be_computed(row: str, code: str, text: str) -> None:
    columns = """
    columns = [
      { id = "amount", label = "金额", kind = "money", sums = true }, { id = "note", label = "备注", kind = "text" },
      { id = "loose", label = "数", kind = "number" },
    ]
    """
    dictionary = f'{T}rows = [ {{ id = "r", label = "行", {row} }} ]\n{columns}'
    assert told(dictionary, code) == [f"表“表”（t） › 行“行”（r）{text}"]
    good = 'parts = "all", free = { max = 5 }, formulas = { loose = "1" }, closed = ["note"]'
    assert told(dictionary.replace(row, good).replace('"number"', '"number", places = 1'), "") == []


def test_a_column_of_fixed_rows_may_be_computed_in_some() -> None:
    columns = 'columns = [ { id = "a", label = "甲", kind = "money", override = true } ]\n'
    assert told(f'{T}rows = [ {{ id = "r", label = "行" }} ]\n{columns}', "") == []
    assert told(f"{T}free = {{ max = 5 }}\n{columns}", "form.only_computed") != []


@pytest.mark.parametrize(
    ("spread", "code"),
    [
        ('sense = "sense", unit = "unit", words = "words"', ""),
        ('gone = "sense"', "form.unknown_item"),
        ('unit = "sense"', "form.wrong_column"),
        ('sense = "words"', "form.wrong_column"),
        ('unit = "words", words = "words"', "form.duplicate_id"),
    ],
)
def test_a_target_goes_into_columns_that_can_hold_its_parts(spread: str, code: str) -> None:
    columns = f"""
    free = {{ max = 5 }}
    columns = [
      {{ id = "target", label = "指标值", kind = "number", spread = {{ {spread} }} }},
      {{ id = "sense", label = "性质", kind = "choice", choices = [{{ id = "equal", label = "=" }}] }},
      {{ id = "unit", label = "单位", kind = "text" }}, {{ id = "words", label = "文字", kind = "text" }},
    ]
    """
    assert bool(told(T + columns, code)) is bool(code)
    assert told(T + columns.replace('kind = "number"', 'kind = "date"'), "form.not_for_kind") if not code else True


def rows(text: str) -> str:
    return f"{T}{AMOUNT}rows = [ {text} ]\n"


def test_good_rows() -> None:
    good = """
      { id = "a", label = "甲", parts = "all" }, { id = "b", label = "乙", within = "a" },
      { id = "c", label = "丙", within = "a", parts = "some" }, { id = "d", label = "丁", within = "c" },
      { id = "e", label = "戊", parts = "some", free = { max = 5 } },
    """
    assert told(rows(good), "") == []


def test_a_row_lies_within_one_that_exists() -> None:
    assert told(rows('{ id = "b", label = "乙", within = "a" }'), "form.unplaced_row") == [
        "表“表”（t）：行“b”所属的行“a”不存在。"
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{ id = "a", label = "甲", within = "a", parts = "all" }', "a → a"),
        ('{ id = "a", label = "甲", within = "b" }, { id = "b", label = "乙", within = "a" }', "a → b → a"),
    ],
)
def test_rows_do_not_lie_within_themselves(text: str, path: str) -> None:
    assert f"表“表”（t）：绕成了一圈：{path}。" in made(rows(text)).told("form.circle")


def test_a_row_in_front_of_a_circle_is_not_blamed_for_it() -> None:
    text = """{ id = "x", label = "外", within = "a" }, { id = "a", label = "甲", within = "a", parts = "all" }"""
    assert len(told(rows(text), "form.circle")) == 1


def test_parts_are_said_where_there_are_parts_and_nowhere_else() -> None:
    assert told(rows('{ id = "a", label = "甲", parts = "all" }'), "form.no_parts") == [
        "表“表”（t）：行“a”写了 parts，但没有行属于它。"
    ]
    within = '{ id = "a", label = "甲" }, { id = "b", label = "乙", within = "a" }'
    assert len(told(rows(within), "form.parts_unsaid")) == 1
    assert len(told(rows('{ id = "a", label = "甲", free = { max = 5 } }'), "form.parts_unsaid")) == 1


def test_rows_columns_choices_and_checks_are_called_differently() -> None:
    row = '{ id = "a", label = "甲" }'
    assert told(rows(f"{row}, {row}"), "form.duplicate_id") == ["表“表”（t）：“a”已经用过，代号不能重复。"]
    column = '{ id = "x", label = "列", kind = "text" }'
    assert len(told(f"{T}columns = [{column}, {column}]\nfree = {{}}\n", "form.duplicate_id")) == 1
    field = '[field.c]\nlabel = "选"\nkind = "choice"\n'
    choices = 'choices = [ { id = "a", label = "甲" }, { id = "b", label = "甲" } ]\n'
    assert told(field + choices, "form.duplicate_id") == ["数据项“选”（c）：“甲”已经用过，代号不能重复。"]
    check = '[[check]]\ncode = "X"\nlevel = "hint"\nrule = "income_total > 0"\nmessage = "。"\n'
    assert told(MONEY + check + check, "form.duplicate_id") == ["审核：“X”已经用过，代号不能重复。"]


def test_a_choice_may_be_called_by_its_id() -> None:
    one = '[field.c]\nlabel = "选"\nkind = "choice"\nchoices = [ { id = "a", label = "a" } ]\n'
    assert told(one, "") == []


def test_a_table_has_columns_and_rows() -> None:
    assert told(f"{T}columns = []\nfree = {{}}\n", "form.missing_key") == ["表“表”（t）：缺少“columns”。"]
    assert len(told(f"{T}{AMOUNT}", "form.no_rows")) == 1


@pytest.mark.parametrize("id", ["id", "group", "owner", "sentence_label", "label"])
def test_columns_are_not_called_like_what_every_row_has(id: str) -> None:
    column = f'columns = [ {{ id = "{id}", label = "列", kind = "text" }} ]\nfree = {{}}\n'
    assert told(T + column, "form.reserved_column") == [f"表“表”（t）：列代号不能用“{id}”。"]


def test_the_label_column_may_be_called_label() -> None:
    column = 'columns = [ { id = "label", label = "列", kind = "text" } ]\nfree = {}\nlabel_column = "label"\n'
    assert told(T + column, "") == []


# ---------------------------------------------------------------- what names a column, a table, last year


def columns(label_column: str = "", unit_column: str = "") -> str:
    unit = f', unit_column = "{unit_column}"' if unit_column else ""
    return f"""{T}free = {{}}
    columns = [
      {{ id = "what", label = "事项", kind = "text" }},
      {{ id = "value", label = "数值", kind = "quantity"{unit} }},
      {{ id = "year_of", label = "年度", kind = "year" }},
      {{ id = "kinds", label = "名单", kind = "names" }},
    ]
    """ + (f'label_column = "{label_column}"\n' if label_column else "")


def test_label_and_unit_columns_are_columns_of_the_right_kind() -> None:
    assert told(columns("what", "what"), "") == []
    assert told(columns("year_of"), "") == []
    assert told(columns("waht"), "form.unknown_item") == ["表“表”（t）：没有“waht”。您是否要写“what”？"]
    assert told(columns("kinds"), "form.wrong_column") == [
        "表“表”（t）：“kinds”不能这样用：只能是本表中“文本、整数、年度”一类的列。"
    ]
    assert "列“数值”（value）：没有“unit”。" in told(columns(unit_column="unit"), "form.unknown_item")[0]
    assert len(told(columns(unit_column="year_of"), "form.wrong_column")) == 1


OWNED = """
[table.p]
label = "项目"
free = {}
columns = [ { id = "what", label = "名称", kind = "text" } ]
[table.q]
label = "指标"
belongs_to = "p"
columns = [ { id = "what", label = "名称", kind = "text" } ]
"""


def test_rows_belong_to_rows_of_a_table_that_exists() -> None:
    assert told(OWNED + "free = {}\n", "") == []
    assert told(OWNED.replace('to = "p"', 'to = "pp"') + "free = {}\n", "form.unknown_item") == [
        "表“指标”（q）：没有“pp”。您是否要写“p”？"
    ]
    fixed = 'free = {}\nrows = [ { id = "a", label = "甲" } ]\n'
    assert len(told(OWNED + fixed, "form.owned_rows")) == 1
    assert told(OWNED.replace('to = "p"', 'to = "q"') + "free = {}\n", "form.circle") == [
        "表“指标”（q）：绕成了一圈：q → q。"
    ]


PRIOR = MONEY + '[field.prior]\nlabel = "上年"\nkind = "{kind}"\nfrom_last_year = "{source}"\n'


@pytest.mark.parametrize("source", ["income_total", "income[other].amount"])
def test_last_years_figure_is_an_item_or_one_cell(source: str) -> None:
    assert told(PRIOR.replace("{kind}", "money").replace("{source}", source), "") == []


@pytest.mark.parametrize(
    "source", ["incom_total", "income", "income.amount", "income[none].amount", "income[other].none", "t[a].b", "?"]
)
def test_last_years_figure_is_one_that_exists(source: str) -> None:
    found = told(PRIOR.replace("{kind}", "money").replace("{source}", source), "form.unknown_item")
    assert f"数据项“上年”（prior）：没有“{source}”。" in found[0]


def test_last_years_figure_is_of_the_same_kind() -> None:
    found = told(PRIOR.replace("{kind}", "integer").replace("{source}", "income_total"), "form.wrong_source")
    assert found == ["数据项“上年”（prior）：“income_total”与本项不是同一类型，不能作为它的上年数。"]


def test_last_years_figure_may_stand_in_a_row_that_this_form_leaves_out() -> None:
    item = PRIOR.replace("{kind}", "money").replace("{source}", "income[other].amount")
    assert told(item, "", top='adapt.table.income.rows = ["budget"]\n') == []


@pytest.mark.parametrize(
    ("source", "right"), [("amount", True), ("income.amount", True), ("amont", False), ("incme.amount", False)]
)
def test_last_years_column_is_one_of_the_same_rows_or_of_another_table(source: str, right: bool) -> None:
    amount = '{ id = "amount", label = "金额", kind = "money" }'
    last = f'{{ id = "prior", label = "上年", kind = "money", from_last_year = "{source}" }}'
    prior = f"columns = [ {amount}, {last} ]\n"
    code = "" if right else "form.unknown_item"
    assert len(told(f"{T}free = {{}}\n{prior}{MONEY}", code)) == (not right)


# ---------------------------------------------------------------- settings and the kinds they fit


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        ("text", 'unit = "元"'), ("percent", 'unit = "%"'), ("year", 'unit = "年"'), ("text", "places = 2"),
        ("integer", "places = 1"), ("quantity", "places = 1"), ("date", "exact = true"), ("money", "limit = 5"),
        ("text", 'numbering = "1、"'), ("names", 'numbering = "1、"'), ("list", "levels = [ {} ]"),
        ("long_text", 'inline = { number = "一是" }'), ("yes_no", 'choices = [ { id = "a", label = "甲" } ]'),
        ("names", 'choices = [ { id = "a", label = "甲" } ]'),
    ],
)  # fmt: skip
def test_a_setting_that_means_nothing_to_a_kind_is_told(kind: str, setting: str) -> None:
    found = told(f'[field.x]\nlabel = "项"\nkind = "{kind}"\n{setting}\n', "form.not_for_kind")
    assert len(found) == 1
    assert f"“{setting.split()[0]}”不能用于" in found[0]


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        ("number", 'unit = "亩"'), ("quantity", 'unit = "亩"'), ("integer", "places = 0"), ("number", "places = 3"),
        ("money", "exact = true"), ("names", "limit = 5"), ("list", 'numbering = "1、"'), ("money", 'unit = "元"'),
        ("outline", 'levels = [ {} ]\ninline = { number = "一是" }'),
        ("choice", 'choices = [ { id = "a", label = "甲" } ]'),
    ],
)  # fmt: skip
def test_a_setting_that_means_something_is_not(kind: str, setting: str) -> None:
    assert told(f'[field.x]\nlabel = "项"\nkind = "{kind}"\n{setting}\n', "") == []


def test_a_choice_has_choices_and_money_a_unit_of_money() -> None:
    assert told('[field.x]\nlabel = "项"\nkind = "choice"\n', "form.missing_key") == [
        "数据项“项”（x）：缺少“choices”。"
    ]
    found = told('[field.x]\nlabel = "项"\nkind = "money"\nunit = "美元"\n', "form.not_one_of")
    assert "“美元”不可用" in found[0]
    assert "万元" in found[0]


def test_sums_are_made_of_figures() -> None:
    column = 'columns = [ { id = "x", label = "列", kind = "text", sums = true } ]\nfree = {}\n'
    assert len(told(T + column, "form.not_for_kind")) == 1


@pytest.mark.parametrize(
    ("kind", "label"), [("text", "文本"), ("quantity", "数量"), ("date", "日期"), ("list", "条目")]
)
def test_only_exact_figures_are_computed(kind: str, label: str) -> None:
    found = told(f'[field.x]\nlabel = "项"\nkind = "{kind}"\nformula = "1 + 1"\n', "form.not_computable")
    assert found == [f"数据项“项”（x）：“{label}”不能由算式得出。"]


def test_a_computed_number_says_its_places() -> None:
    item = '[field.x]\nlabel = "项"\nkind = "number"\nformula = "1 / 3"\n'
    assert told(item, "form.no_places") == ["数据项“项”（x）：由算式得出的数要写明小数位数 places。"]
    assert told(item + "places = 2\n", "") == told(item + "exact = true\n", "") == []


@pytest.mark.parametrize("key", ["supplied", "override"])
def test_only_a_computed_figure_is_supplied_or_replaced(key: str) -> None:
    found = told(f'[field.x]\nlabel = "项"\nkind = "money"\n{key} = true\n', "form.only_computed")
    assert found == [f"数据项“项”（x）：只有由算式得出的项才能写“{key}”。"]


# ---------------------------------------------------------------- sentences, checks, captions


def sentence(text: str, part: str = "") -> str:
    return f'{MONEY}[sentence.s]\nlabel = "文"\ntext = "{text}"\n{part}'


def test_a_part_is_quoted_and_hides_no_item() -> None:
    case = 'part.more = [ { text = "多" } ]\n'
    assert told(sentence("收入{income_total}{more}", case), "") == []
    assert told(sentence("收入{income_total}", case), "form.unused_part") == ["文字“文”（s）：“more”没有在文字中引用。"]
    hiding = 'part.income_total = [ { text = "多" } ]\n'
    assert told(sentence("收入{income_total}", hiding), "form.shadowed") == [
        "文字“文”（s） › income_total：“income_total”与数据项同名，请换一个名字。"
    ]


@pytest.mark.parametrize("key", ["before", "joiner", "after", "none"])
def test_what_stands_around_the_rows_of_a_part_quotes_nothing(key: str) -> None:
    part = f'part.rows = {{ each = "income", text = "{{label}}", {key} = "共{{year}}" }}\n'
    assert told(sentence("{rows}", part), "form.no_quote") == [
        f"文字“文”（s） › rows › {key}：这里不能引用“year”，只能写现成的文字。"
    ]


def test_the_rows_of_a_part_exist_and_are_said_once() -> None:
    part = 'part.rows = {{ each = "income", text = "{{label}}", order = [{order}] }}\n'
    assert told(sentence("{rows}", part.format(order='"other", "budget"')), "") == []
    assert told(sentence("{rows}", part.format(order='"othr"')), "form.unknown_item") == [
        "文字“文”（s） › rows：没有“othr”。您是否要写“other”？"
    ]
    assert len(told(sentence("{rows}", part.format(order='"other", "other"')), "form.duplicate_id")) == 1


def test_the_order_may_name_rows_that_this_form_leaves_out() -> None:
    part = 'part.rows = { each = "income", text = "{label}", order = ["other", "budget"] }\n'
    assert told(sentence("{rows}", part), "", top='adapt.table.income.rows = ["budget"]\n') == []


def check(message: str = "。", action: str = "", each: str = "") -> str:
    more = f'each = "{each}"\n' if each else ""
    return (
        f'{MONEY}[[check]]\ncode = "X"\nlevel = "hint"\nrule = "income_total > 0"\n'
        f"message = '{message}'\naction = '{action}'\n{more}"
    )


def test_a_message_quotes_its_evidence() -> None:
    assert told(check("{left}与{right}，相差{difference}（{year}、{prior_year}）。", "{year}年"), "") == []
    assert told(check("{label}为{left}。", each="income"), "") == []
    assert told(check("{label}为{left}。"), "form.caption_quote") == [
        "审核 X：这里不能引用“label”，只能引用：{left}、{right}、{difference}、{year}、{prior_year}。"
    ]
    assert len(told(check(action="{left}"), "form.caption_quote")) == 1
    assert len(told(check("{left:.2f}"), "form.caption_quote")) == 1


@pytest.mark.parametrize("message", ["少了{", "多了}", "{left"])
def test_braces_of_a_message_come_in_pairs(message: str) -> None:
    assert told(check(message), "form.lone_brace") == ["审核 X：花括号要成对写，如 {left}。"]


def test_captions_quote_years_only() -> None:
    item = '[field.x]\nlabel = "{name}数"\nkind = "money"\n'
    assert told(item.replace("name", "prior_year"), "") == []
    assert told(item.replace("name", "x"), "form.caption_quote") == [
        "数据项“{x}数”（x）：这里不能引用“x”，只能引用：{year}、{prior_year}。"
    ]
    assert len(told(rows('{ id = "a", label = "{b}" }'), "form.caption_quote")) == 1
    assert len(told(rows('{ id = "a", label = "甲", standard = "{year}{b}" }'), "form.caption_quote")) == 1
    assert len(told("", "form.caption_quote", top="")) == 0
    heading = made("", documents=document().replace('heading = "全部"', 'heading = "{x}"'))
    assert heading.codes() == ["form.caption_quote"]


# ---------------------------------------------------------------- documents, parameters, editions


def test_a_form_has_documents_and_a_document_sections() -> None:
    assert made_of("", FRAME).told("form.missing_key") == ["f/2024：缺少“document”。"]
    bare = FRAME + '[[document]]\nid = "d"\ntitle = ""\nfile_name = ""\n'
    assert made_of("", bare).told("form.missing_key") == ["文书 d：缺少“section”。"]


def test_documents_sections_and_items_stand_once() -> None:
    found = made(MONEY, documents=document(["income", "grid:income", "income"]) + document())
    assert found.told("form.duplicate_id") == [
        "文书：“report”已经用过，代号不能重复。",
        "章节：“all”已经用过，代号不能重复。",
        "文书 report › 章节“全部”（all）：“income”已经用过，代号不能重复。",
    ]


@pytest.mark.parametrize(("id", "what"), [("income_total", "数据项"), ("income", "表"), ("amount", "表中的列")])
def test_a_parameter_hides_nothing(id: str, what: str) -> None:
    assert told(MONEY, "form.shadowed", top=f"parameters.{id} = 5\n") == [
        f"parameters：“{id}”与{what}同名，请换一个名字。"
    ]


@pytest.mark.parametrize(
    ("edition", "code", "text"),
    [
        ('renamed.old = "income_total"', "", ""),
        ('renamed.old = "older"\nrenamed.older = "income"', "", ""),
        ('removed = ["old"]', "", ""),
        ('renamed.old = "incme"', "form.renamed_nowhere", "renamed：“old”改名为“incme”，但没有“incme”。"),
        ('renamed.income = "income_total"', "form.still_used", "renamed：“income”仍在使用，不能写进“renamed”。"),
        ('removed = ["income"]', "form.still_used", "removed：“income”仍在使用，不能写进“removed”。"),
        ('renamed.a = "b"\nrenamed.b = "a"', "form.circle", "renamed：绕成了一圈：a → b → a。"),
    ],
)
def test_what_was_renamed_is_somewhere_and_what_was_removed_nowhere(edition: str, code: str, text: str) -> None:
    found = told(MONEY, code, top=edition + "\n")
    assert found[:1] == ([text] if text else [])


def test_the_shipped_forms_say_nothing_wrong_of_themselves() -> None:
    library = Library()
    programs = [library.program(entry.key) for entry in library.entries()]
    assert programs
    assert [problem for program in programs for problem in consistency_problems(program.form)] == []


def test_all_mistakes_of_one_form_are_told_together() -> None:
    found: Made = made(
        sentence("{rows}", 'part.rows = [ { text = "" } ]\npart.idle = [ { text = "" } ]\n'),
        top='removed = ["income"]\nparameters.amount = 1\n',
    )
    assert found.codes() == ["form.shadowed", "form.still_used", "form.unused_part"]


# ---------------------------------------------------------------- points, and rows that are picked

WEIGHED = f"""{T}free = {{}}
library = "indicators"
columns = [
  {{ id = "name", label = "指标", kind = "text" }},
  {{ id = "sort", label = "类别", kind = "choice", choices = [ {{ id = "out", label = "产出" }} ] }},
  {{ id = "points", label = "分值", kind = "number" }},
]
weights = [ {{ label = "产出指标", column = "sort", choices = ["out"], total = "output" }} ]
"""
OUTPUT = "[parameters]\noutput = 50\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "text"),
    [
        ("", "", "", ""),
        ('["out"]', '["aim"]', "form.unknown_item", "表“表”（t） › weights“产出指标”：没有“aim”。"),
        ('total = "output"', 'total = "outputs"', "form.unknown_item", "没有“outputs”。您是否要写“output”？"),
        ('column = "sort"', 'column = "gone"', "form.unknown_item", "没有“gone”。"),
        ('column = "sort"', 'column = "name"', "form.wrong_column", "“name”不能这样用：只能是本表中“选项”一类的列。"),
        ('"points", label', '"points_", label', "form.unknown_item", "没有“points”。"),
        ('"产出指标"', '"{month}指标"', "form.caption_quote", "这里不能引用“month”"),
        ('"name", label', '"names", label', "form.unknown_item", "没有“name”。"),
        ('"indicators"', '"figures"', "form.not_one_of", "可用：indicators。"),
    ],
)
def test_groups_that_share_points_name_a_choice_its_answers_and_a_parameter(
    old: str, new: str, code: str, text: str
) -> None:
    found = told(WEIGHED.replace(old, new), code, OUTPUT, ["t"])
    assert (text in "".join(found), len(found)) == (True, 1 if code else 0)


def test_a_form_may_share_points_otherwise() -> None:
    adapted = 'weights = [ { label = "产出", column = "sort", choices = [], total = "output" } ]'
    [weight] = made(WEIGHED, top=f"{OUTPUT}[adapt.table.t]\n{adapted}\n").form.tables["t"].weights
    assert (weight.label, weight.choices, weight.points) == ("产出", (), "points")


# ---------------------------------------------------------------- what prose says of a field


def test_what_answers_a_text_is_a_field() -> None:
    text = (
        '[field.a]\nlabel = "甲"\nkind = "long_text"\nanswered_by = "bb"\n[field.b]\nlabel = "乙"\nkind = "long_text"'
    )
    assert told(text, "form.unknown_item", items=["a", "b"])[0].endswith("没有“bb”。您是否要写“b”？")


@pytest.mark.parametrize("key", ['spoken = ["得分"]', 'grades = [[90, "优"]]'])
def test_only_figures_are_named_and_graded_by_prose(key: str) -> None:
    assert told(f'[field.a]\nlabel = "甲"\nkind = "long_text"\n{key}', "form.not_for_kind", items=["a"])


def test_only_texts_are_answered_by_others() -> None:
    assert told(
        '[field.a]\nlabel = "甲"\nkind = "money"\noff_paper = true\nanswered_by = "a"', "form.not_for_kind", items=["a"]
    )
