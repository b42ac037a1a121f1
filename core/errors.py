"""What can go wrong, said once: coded sentences for the clerk and for the maker of report formats.

A Problem is collected and shown; a KnownError ends one act with a sentence; a BugError is our own fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: its code in MESSAGES, where it is, and the sentence for the reader."""

    code: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}：{self.text}" if self.place else self.text

    def at(self, place: str) -> "Problem":
        """The same problem with its place said (or said more fully)."""
        return Problem(self.code, f"{place} › {self.place}" if self.place else place, self.text)


class KnownError(Exception):
    """An act that cannot be done, with a sentence that says why and what to do."""

    def __init__(self, code: str, problems: Sequence[Problem] = (), **facts: object) -> None:
        self.code = code
        self.problems = tuple(problems)
        self.text = MESSAGES[code].format(**facts)
        super().__init__("\n".join([self.text, *map(str, self.problems)]))


class TooManyProblemsError(Exception):
    """So many problems that nobody would read more: what made them stops here."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")


class Problems(list[Problem]):
    """Problems being collected, at most MOST_PROBLEMS; the last that fits raises TooManyProblemsError.

    A definition that a stranger made may hold a hundred thousand faults, and telling each costs a search.
    """

    def append(self, one: Problem) -> None:
        super().append(one)
        if len(self) >= MOST_PROBLEMS:
            raise TooManyProblemsError(self)


class BugError(Exception):
    """A state that the program itself must never reach."""


def problem(code: str, place: str, **facts: object) -> Problem:
    """The catalogue's sentence of that code with the facts put in."""
    return Problem(code, place, MESSAGES[code].format(**facts))


MESSAGES: dict[str, str] = {
    # figures and other typed answers
    "number.not_understood": "“{text}”不是数字。请只填数字，可带千分位、单位或百分号。",
    "number.too_long": "“{text}”位数过多，整数和小数各不得超过{digits}位。",
    "number.unit": "单位“{unit}”与本项的单位“{wanted}”不符。",
    "number.row_unit": "“{unit}”不是本行的单位。这里按本行的单位只填数字，单位填在单位一栏。",
    "number.whole": "“{text}”不是整数。",
    "number.plain": "本项要填确切数，不能带“{word}”。",
    "date.not_understood": "“{text}”不是日期。请写成2024年3月29日或2024-3-29。",
    "choice.unknown": "“{text}”不在可选项中。可选：{choices}。",
    "text.one_line": "本项只能填一行文字。",
    "text.control": "文字中有不可见的控制字符，已不予打印，请删除。",
    "text.too_long": "文字共{length}个字，超过{limit}个字，请精简。",
    # acts on an open report
    "session.no_entry": "“{label}”由程序计算，不能直接填写。",
    "session.no_points": "分值都是空白或0，或有负数，不能按比例调整。请先填写分值，或平均分配。",
    "session.no_row": "“{label}”的行由报告格式规定，不能增加。",
    # sub-commands
    "command.exists": "“{file}”已经存在，里面可能有填好的内容，没有覆盖。请换一个文件名。",
    "command.kept_aside": "本格式没有这一项，内容已保留，不参加计算。",
    # what an example of a report format must give
    "expect.no_cell": "示例要核对的“{cell}”不在本格式中。",
    "expect.figure": "{cell}应为{wanted}，现为{found}。",
    "expect.missing": "应当发现{finding}（{level}），没有发现。",
    "expect.unwanted": "不应发现{finding}（{level}），却发现了。",
    "command.no_cell": "本格式没有“{cell}”。{hint}",
    # report formats
    "form.not_a_table": "这里要一组“名 = 值”。",
    "form.unknown_key": "没有“{key}”这个设置。{hint}",
    "form.missing_key": "缺少“{key}”。",
    "form.not_text": "这里要文字（加引号）。",
    "form.bad_id": "代号“{id}”不合规定：只用小写英文字母、数字和下划线，以字母开头，不超过64个字符。",
    "form.not_flag": "这里要 true 或 false。",
    "form.not_whole": "这里要{least}到{most}之间的整数。",
    "form.not_one_of": "“{value}”不可用。可用：{known}。",
    "form.not_list": "这里要一个列表 [ … ]。",
    "form.not_figure": "这里要一个数。",
    "form.bad_bounds": "free 要写成 {{ min = 0, max = 20 }}，且 min 不大于 max。",
    "form.bad_cases": "各种情形中，前面的都要有 when，最后一种不要 when。",
    "form.reserved_column": "列代号不能用“{id}”。",
    "form.duplicate_id": "“{id}”已经用过，代号不能重复。",
    "form.prefix": "本格式自有的代号“{id}”要以“{prefix}”开头。",
    "form.unknown_item": "没有“{id}”。{hint}",
    "form.not_adaptable": "“{key}”是数据项的本义，报告格式不能改。",
    "form.formula": "{field}有误：{text}",
    "form.not_computable": "“{kind}”不能由算式得出。",
    "form.cycle": "算式循环：{path}。",
    "form.not_toml": "第{line}行第{column}个字处写法有误（{text}）。",
    "form.encoding": "文字不是UTF-8编码。如用记事本改过，请另存为UTF-8编码。",
    "form.too_deep": "内容嵌套过深。",
    "form.long_number": "有一个数字过长。",
    "form.unreadable": "读不到文件：{text}。",
    "form.too_large": "文件超过{limit}。",
    "form.too_many": "问题太多，只列出前{count}处；改正后再检查一次。",
    "form.not_shown": "“{id}”不在任何一份文书里印出；请在文字或表格中引用，或写上 off_paper = true。",
    "form.no_chart": "表“{id}”不能成图：要有可以相加的金额列，旁边有占比列或上年列，并在某一章节填写。",
    "form.chart_place": "这里只印表格，图“chart:{id}”印不出来；请放到分章文书中没有 grid 的章节。",
    "form.unplaced_row": "行“{id}”所属的行“{within}”不存在。",
    "form.circle": "绕成了一圈：{path}。",
    "form.no_parts": "行“{id}”写了 parts，但没有行属于它。",
    "form.parts_unsaid": "有行属于“{id}”，请写明它的 parts：all（各行相加等于它）或 some（只是其中一部分）。",
    "form.no_rows": "表中没有行：请写 rows，或写 free 由填报人加行。",
    "form.owned_rows": "写了 belongs_to 的表，行都由填报人添加：要写 free，不写 rows。",
    "form.shadowed": "“{id}”与{what}同名，请换一个名字。",
    "form.not_for_kind": "“{key}”不能用于“{kind}”。",
    "form.only_computed": "只有由算式得出的项才能写“{key}”。",
    "form.closed_formula": "“{id}”在这一行不填（closed），不能又写算式。",
    "form.summed_formula": "这一行是其中各行之和，“{id}”不能另写算式。",
    "form.rule_columns": "评分规则要用到列 points、value、met、score，表中缺：{columns}。",
    "form.rule_group": "“{id}”下面还有行，评分规则要写在最下一级的行上。",
    "form.rule_shape": "steps、bands、checklist 只能写一种；full_when_blank 只用于 steps 和 bands。",
    "form.rule_bands": "分档要写成 {{ from = [[下限, 得分], …], otherwise = 0 }}，下限从高到低；"
    "或 {{ to = [[上限, 得分], …] }}，上限从低到高。得分从高到低，第一档为满分，都不小于0。",
    "form.rule_checklist": "各小项分值之和为{total}，应等于{points}。",
    "form.not_positive": "“{key}”要大于0。",
    "form.no_places": "由算式得出的数要写明小数位数 places。",
    "form.wrong_column": "“{id}”不能这样用：只能是本表中“{wanted}”一类的列。",
    "form.wrong_source": "“{id}”与本项不是同一类型，不能作为它的上年数。",
    "form.renamed_nowhere": "“{old}”改名为“{new}”，但没有“{new}”。",
    "form.still_used": "“{id}”仍在使用，不能写进“{key}”。",
    "form.unused_part": "“{id}”没有在文字中引用。",
    "form.lone_brace": "花括号要成对写，如 {{left}}。",
    "form.absent_quote": "引用的“{quote}”不在任何一节的 items 里，这里总是空白。",
    "form.no_quote": "这里不能引用“{quote}”，只能写现成的文字。",
    "form.caption_quote": "这里不能引用“{quote}”，只能引用：{known}。",
    "form.column_not_shown": "列“{id}”既不印出，也不用来计算印出的数；请在文书中引用，或写上 off_paper = true。",
    "form.nested_block": "成组的行里不能再引用成组的行，只能写现成的行。",
    "form.first_document": "第一份文书是主文，不能写“{key}”。",
    "form.not_grade": '这里要写成 [起点, 说法]，如 [90, "优"]。',
    "form.only_each": "没有 each 的行不能写“{key}”。",
    "form.only_table": '只有整份一张表（layout = "form_table"）的文书才能写“{key}”。',
    "form.workbook_file": "空白工作簿“{file}”要写成本文件夹中的文件名，以 .xlsx 结尾。",
    "form.workbook_place": "“{address}”不是工作簿中的位置，要写成 工作表名!C5，或列号如 C。",
    "form.workbook_lines": "first（{first}）不能大于 last（{last}）。",
    "form.edition_folder": "文件夹“{name}”应以四位年份为名，如2024。",
    "form.bad_grid": "表格{row}的列数或合并不合（应有{columns}列）。",
    "form.bad_quote": "引用“{quote}”有误：{text}",
    "form.folder_name": "文件夹名应为“{wanted}”。",
    "indicators.too_many": "一个文件最多收{limit}个指标，请分成几个文件。",
    "form.missing_style": "缺少样式“{style}”。",
    "form.broken": "报告格式“{form}”有{count}处问题，不能使用。",
    "form.copy_damaged": "报告所附的报告格式副本已损坏，不能用它打开。",
    "form.not_found": "没有报告格式“{form}”。{hint}",
    # checks that every form is examined for
    "check.blank": "未填：{names}。",
    "check.not_computable": "{label}无法计算：除数为0，或没有可比的数。",
    "check.rounding": "{text}（差额在四舍五入范围内，因四舍五入所致的无需修改。）",
    "check.not_understood": "{label}填写有误：{text}",
    "check.not_understood.action": "请按提示改正；改正前本项按空白计算。",
    "check.supplied": "{label}：账上数{left}与各项之和{right}不一致，相差{difference}。",
    "check.supplied.action": "请核对账上数和各分项，改正有误的一处。",
    "check.parts": "{label}：其中各项合计{left}，大于{right}，多{difference}。",
    "check.parts.action": "“其中”各项之和不能大于本项，请核对。",
    "check.required": "{label}未填。",
    "check.required.action": "请填写；本单位没有的，请标为“本单位不适用”或填“无”。",
    "check.rows": "{label}应有{least}至{most}行，现有{found}行。",
    "check.rows.action": "请增加或删除行。",
    "check.magnitude": "{label}为{left}，是同表其他各项中最大数{right}的{times}倍，可能把元当作万元填写。",
    "check.magnitude.action": "请核对单位；如确实无误，请说明。",
    "check.magnitude_of_year": "{label}为{left}，是{other}{right}的{times}倍，可能有一处把元当作万元填写。",
    "check.magnitude_of_year.action": "请核对两年的单位；如确实无误，请说明。",
    "check.overridden": "{label}由程序算得{right}，已改写为{left}，没有写理由。",
    "check.overridden.action": "请写明改写的理由，或恢复为算得的数。",
    "check.quoted_blank": "{place}引用的{label}没有填，印出时为＿＿。",
    "check.quoted_blank.action": "请填写{label}；本单位没有的，请改写这段文字。",
    "check.quoted_not_computed": "{place}引用的{label}还算不出来，印出时为＿＿。",
    "check.quoted_not_computed.action": "请填写算出{label}所需的各项；除数为0的，请改写这段文字。",
    "check.quote": "{label}中引用的数据“{name}”不存在。",
    "check.quote.action": "该数据可能已被删除，请重新插入数据或改写文字。",
    "check.stale": "{label}：自改写以后，自动生成的文字已经变化，请确认。",
    "check.stale.action": "请选择保留改写的文字、采用新生成的文字，或合并两者。",
    "check.percent": "{place}写的是“{typed}”，而{label}重新计算为{right}，相差{difference}。",
    "check.percent_blank": "{place}写有“{typed}”，未填：{names}。",
    "check.percent.action": "请改正文字中的百分数，或插入计算所得的数据。",
    "check.percent_of_zero": "{place}写有“{typed}”，但{label}无法计算：除数为0。",
    "check.percent_of_zero.action": "除数为0时不能写百分数，请删去。",
    "check.spoken": "{place}写的是“{said}”，而{label}为{right}。",
    "check.spoken.action": "请改成{right}，或插入数据。",
    "check.graded": "{place}写的是“{said}”，而{label}为{left}，应为“{right}”。",
    "check.graded.action": "请按得分改正等级。",
    "check.placeholder": "{place}中留有没有填写的“{said}”。",
    "check.placeholder.action": "请换成实际内容，或删去。",
    "check.nothing": "{label}和{other}都写的是“无”。",
    "check.nothing.action": "自评没有问题、没有措施的容易被退回，请分析还有哪些不足；确实没有的可不改。",
    "check.count": "{place}写的是“{left}”，随后列出的是{right}项，请核对。",
    "check.count.action": "请核对个数与名单；确有原因的，请说明。",
    "check.twice": "{place}写的是“{said}”，而{label}为{right}，两处不一致。",
    "check.twice.action": "请统一为一个数；口径不同的，请说明。",
    # formulas
    "formula.too_long": "算式有{length}个字符，超过{limit}个。",
    "formula.empty": "算式为空。",
    "formula.syntax": "算式写法有误。",
    "formula.too_deep": "算式嵌套超过{limit}层。",
    "formula.not_allowed": "算式中不能这样写；只能用 + - * /、比较、and / or / not 和函数表里的函数。",
    "formula.constant": "“{text}”不能用；数字只写成如 12 或 0.5，引号里只写选项的代号。",
    "formula.reference": "引用只能写成 数据项、表.列 或 表[行].列。",
    "formula.function": "没有函数“{name}”。{hint}",
    "formula.arguments": "函数“{name}”的参数个数不对，应写成 {usage}。",
    "formula.unknown_name": "没有“{name}”。{hint}",
    "formula.type": "这里要的是{wanted}，“{found}”不是。",
    "formula.not_owned": "表“{table}”的行不属于本表，不能用 mine。",
    "formula.choice": "“{name}”不是这里的选项代号。{hint}",
    "formula.same_table": "函数“{name}”的各列要在同一张表中。",
    "formula.prose": "“{name}”是成段文字，只能单独排印，不能引用。",
    "outline.too_deep": "第{line}行的标题为第{level}级，本格式只有{levels}级。",
    # files that are written, and the reference.docx they are written into
    "export.folder": "不能使用文件夹“{folder}”：{reason}。请另选一个位置。",
    "export.read_only": "文件夹“{folder}”只读或没有写入权限，“{name}”没有写成。请另选一个位置。",
    "export.disk_full": "磁盘空间不足，“{name}”没有写成，原有文件没有改动。请清理磁盘或另选一个位置。",
    "export.open_elsewhere": "“{name}”正在别的程序中打开或为只读，已另存为“{other}”。",
    "export.no_free_name": "“{name}”正在别的程序中打开或为只读，其他文件名也不能写。请关闭后重新导出。",
    "export.path_too_long": "文件夹“{folder}”的路径过长，“{name}”没有写成。请另选一个位置。",
    "export.failed": "“{name}”没有写成：{reason}。原有文件没有改动。",
    "export.reference_missing": "找不到或不能读取版式文件“{name}”。",
    "export.reference_not_word": "版式文件不是完好的 Word 文件（.docx）。",
    "export.reference_too_big": "版式文件过大：不得超过{limit}MB，内容也不得异常庞大。",
    "export.reference_unsafe": "版式文件中有外部实体或外部链接，不予使用。请删去链接和所附模板，另存为新的 .docx。",
    "export.reference_page": "版式文件没有写明纸张大小和页边距。",
    "export.reference_styles": "版式文件缺少样式：{styles}。",
    # files that are written
    "file.full": "磁盘已满，没能写“{file}”。原有的文件没有改动。请腾出空间或换一个位置再存。",
    "file.refused": "没能写“{file}”：这里是只读的，或没有写入权限。原有的文件没有改动。请换一个位置再存。",
    "file.in_use": "没能写“{file}”：它正被别的程序打开。原有的文件没有改动。请关闭那个程序，或换一个文件名再存。",
    "file.failed": "没能写“{file}”。原有的文件没有改动。请检查文件夹是否还在、U盘是否拔出，或换一个位置再存。",
    # a report as a file
    "draft.missing": "找不到文件“{file}”。它可能已移动或改名，或U盘已拔出。",
    "draft.is_folder": "“{file}”是文件夹，不是报告文件。",
    "draft.unreadable": "无法读取“{file}”：没有权限，或它正被别的程序占用。",
    "draft.too_large": "“{file}”超过{limit}，不会是报告文件，没有打开。",
    "draft.too_large_to_save": "报告超过{limit}，存成“{file}”后将无法打开，所以没有写。请先精简特别长的文字。",
    "draft.encoding": "“{file}”的文字不是UTF-8编码，无法读取。如用记事本改过，请另存为UTF-8编码。",
    "draft.syntax": "“{file}”第{line}行第{column}个字写法有误，无法读取。",
    "draft.truncated": "“{file}”不完整，内容在第{line}行中断。请重新复制一份。",
    "draft.too_deep": "“{file}”的内容嵌套过深，不会是报告文件，没有打开。",
    "draft.long_number": "“{file}”中有一个数字过长，无法读取。",
    "draft.no_format": "文件中没有写明报告格式（format），不是报告文件。",
    "draft.unknown_part": "报告文件没有“{name}”这一部分，未读入。",
    "draft.unknown_key": "这里没有“{name}”一项，未读入。",
    "draft.missing_key": "缺少“{name}”一项，未读入。",
    "draft.not_text": "这里只能写文字或数字，未读入。",
    "draft.not_table": "这里要写成若干“名称 = 内容”，未读入。",
    "draft.not_list": "这里要写成列表，未读入。",
    "draft.cell": "“{address}”不是数据项的地址，未读入。",
    "draft.twice": "“{cell}”写了两次，只读入了第一次。",
    "draft.row_without_id": "这一行没有代号（id），未读入。",
    "draft.row_id": "行的代号“{id}”只能用字母、数字、下划线和连字符，这一行未读入。",
    "draft.row_twice": "行的代号“{id}”已经用过，这一行未读入。",
    "draft.origin": "没有“{origin}”这种来源（可用：{known}），按录入处理。",
    "draft.origin_alone": "“{cell}”没有填写内容，它的来源未读入。",
    "draft.more": "还有{count}处没有读入，不再一一列出。",
    "draft.uid": "报告编号（uid）写法有误，已另编一个。",
    # workbooks that come back
    "excel.missing": "读不到文件“{file}”。它可能已移动或改名，正被别的程序占用，或U盘已拔出。",
    "excel.too_big": "文件超过{limit}MB，不像是本程序导出的工作簿，没有读取。",
    "excel.not_xlsx": "这不是 Excel 工作簿（.xlsx），没有读取。旧的 .xls 或 WPS 的 .et 请先另存为 .xlsx。",
    "excel.encrypted": "工作簿设有打开密码，无法读取。请在 WPS 或 Excel 中取消密码、保存后再试。",
    "excel.damaged": "工作簿已损坏，无法读取。请用 WPS 或 Excel 打开并另存一份后再试。",
    "excel.swollen": "工作簿展开后异常庞大，不像是本程序导出的，没有读取。",
    "excel.unsafe": "工作簿中有外部实体定义（DOCTYPE），普通工作簿不会有，没有读取。请核对来源。",
    "excel.not_ours": "工作簿中没有本程序的填报格。请用本程序导出的工作簿填写，不要把表格复制到新的工作簿。",
    "excel.place_lost": "“{cell}”的填报格已被删除，没有读取。",
    "excel.no_value": "此格是算式，但文件中没有存下结果，没有读取。请用 WPS 或 Excel 打开、保存一次后再试。",
    "excel.error_value": "此格显示的是错误值“{text}”，没有读取。",
    # a county's blank workbook
    "blank.no_sheet": "空白工作簿中没有工作表“{sheet}”，这部分没有填。",
    "blank.outside": "位置超出工作表的范围，没有填。",
    "blank.merged": "位置在合并单元格的里面，没有填。请改为合并区域左上角的单元格。",
    "blank.hidden": "位置在隐藏的行、列或工作表中，没有填。",
    "blank.locked": "工作表设有保护，这一格是锁定的，没有填。",
    "blank.formula": "这一格原来是算式，没有改动。",
    "blank.lost": "空白工作簿里的{things}没有带到填好的文件里。需要的，请照县里的空白工作簿补上。",
    "blank.no_room": "{label}有{rows}行，空白工作簿只有{lines}行的位置，后面的没有填进去。",
    # texts that are taken over from files
    "text_file.missing": "读不到文件“{file}”。它可能已移动或改名，或U盘已拔出。",
    "text_file.too_big": "文件“{file}”超过{limit}MB，没有读取。请只保留要带入的文字。",
    "text_file.too_long": "文件“{file}”有{count}个字，超过{limit}个字，没有读取。请只保留要带入的文字。",
    "text_file.old_word": "“{file}”是旧的 .doc 格式，不能直接读取。请用 WPS 或 Word 另存为 .docx，或复制文字后粘贴。",
    "text_file.no_text": "“{file}”中读不出文字。请用 WPS 或 Word 打开，复制文字后粘贴。",
    # report formats that come as one file
    "package.missing": "读不到文件“{file}”。它可能已移动或改名，或U盘已拔出。",
    "package.too_large": "“{file}”超过{limit}MB，不会是报告格式包，没有安装。",
    "package.not_one": "“{file}”不是报告格式包（.jbf），或已损坏，没有安装。请重新复制一份。",
    "package.damaged": "“{file}”的内容与清单不符，可能没有复制完整，没有安装。请重新复制一份。",
    "package.newer": "“{file}”要用更新版本的程序安装。请先安装新版程序。",
    "package.swollen": "报告格式包中的文件过多或过大，没有安装。请核对来源。",
    "package.name": "报告格式包中有不合规定的文件名“{name}”，没有安装。请核对来源。",
    "package.incomplete": "报告格式的文件夹缺少“{name}”。",
    "package.not_written": "报告格式没有装上：{reason}。原有的格式没有改动。",
    # the store of all reports
    "store.full": "磁盘已满，刚才的改动没有存上。请腾出空间后再试，此前已保存的内容完好。",
    "store.read_only": "存放报告的位置是只读的，改动没有存上。此前已保存的内容完好。",
    "store.locked": "报告库正被另一个程序占用，改动没有存上。请稍后再试，此前已保存的内容完好。",
    "store.io": "读写磁盘出错（U盘可能已拔出，或磁盘有故障），改动没有存上。请检查后再试。",
    "store.damaged": "“{file}”已损坏，不能使用；文件原样未动。"
    "如果是正在使用的报告库，请先“存为报告文件”，再重新启动程序，程序会抢救读得出的内容。",
    "store.damaged_report": "报告库中这份报告的内容已损坏，无法打开；没有改动任何内容。"
    "以前存出的报告文件可用“打开报告文件”读入。",
    "store.cannot_open": "打不开报告库“{file}”：位置不存在，或没有权限。",
    "store.gone": "存放报告的位置不见了（U盘可能已拔出，文件夹可能已移走），现在存不上。"
    "已填的内容都在程序里，可以接着填；请放回原处，程序会自动补存。",
    "store.newer": "报告库“{file}”是更新版本的程序建的，本程序不能打开。请安装新版程序。",
    "store.older": "报告库“{file}”是旧版程序建的，要先升级才能打开，而这里是只读的。请复制到可写的位置再打开。",
    "store.foreign": "“{file}”不是本程序的报告库，没有改动它。",
    "store.unfinished": "报告库“{file}”有一次没有写完的保存，而这里是只读的。请把整个文件夹复制到可写的位置再打开。",
    "store.held": "报告库正由{user}在“{host}”上打开（{since}起）。可以只读打开，或先关闭那个窗口。",
    "store.onto_itself": "备份不能存成报告库自己的文件“{file}”，请换一个文件名。",
    "store.no_report": "没有找到这份报告，它可能已被彻底删除。",
    "store.exists": "这份报告已在报告库中。",
    "store.not_in_bin": "只有回收站里的报告才能彻底删除。",
}
