"""Blocks put into a YAML file: what is asked for changes, and everything else stays byte for byte."""

import pytest

from parindex.encode.splice import Block, NotSpliceable, with_blocks, with_item
from parindex.load.document import read_document

ORDER = ["1.1", "1.2", "1.3", "1.4", "1.5"]
PLACE = ("stages", "0", "decisions")
FILE = """\
# Bản thẩm định
unit: so-tu-phap
stages:
  - stage: council-1   # lần đầu
    decisions:
      # 1.1 Kế hoạch
      "1.1":
      # 1.2 Thực hiện
      "1.2":
        # đã gọi điện cho đơn vị
        accept: true   # tạm
      # 1.4 Khác
      "1.4":
        points: "1"
        reason: |
          # không phải ghi chú
          hai dòng
      # hết
# cuối tệp
"""


def accept(code: str) -> Block:
    return Block(lines=(f'"{code}":', "  accept: true"), value={"accept": "true"}, comments=(f"# mới {code}",))


def put(*codes: str, text: str = FILE) -> str:
    return with_blocks("x.yaml", text.encode(), PLACE, {code: accept(code) for code in codes}, ORDER).decode()


def test_an_empty_block_is_filled_and_no_other_line_changes() -> None:
    assert put("1.1") == FILE.replace('"1.1":\n', '"1.1":\n        accept: true\n')


def test_the_comments_inside_a_replaced_block_stay_with_it() -> None:
    changed = put("1.2")
    assert "        # đã gọi điện cho đơn vị\n" in changed
    assert "        # tạm\n" in changed
    assert changed.count("accept: true") == 1


def test_what_looks_like_a_comment_in_a_text_is_replaced_with_the_text() -> None:
    assert "không phải ghi chú" not in put("1.4")
    assert "# 1.4 Khác\n" in put("1.4")


def test_a_new_block_comes_where_the_criteria_have_it_with_its_own_comments() -> None:
    lines = [line.strip() for line in put("1.5", "1.3").splitlines()]
    assert lines.index('"1.2":') < lines.index("# mới 1.3") < lines.index('"1.3":') < lines.index("# 1.4 Khác")
    assert lines.index("hai dòng") < lines.index('"1.5":') < lines.index("# hết")


def test_a_first_block_goes_before_all_others() -> None:
    text = 'stages:\n  - decisions:\n      "1.4": {accept: true}\n'
    assert put("1.1", text=text).index("1.1") < put("1.1", text=text).index("1.4")


@pytest.mark.parametrize(
    "text",
    [
        "stages:\n  - stage: a\n",
        "stages:\n- stage: a\n  decisions:\n",
        "stages:\n- decisions: {}  # chưa có\n  stage: a\n",
        "stages:\n    - stage: a\n      by: [b]\n    - stage: c\n",
    ],
)
def test_a_mapping_that_is_missing_or_empty_is_made(text: str) -> None:
    made = with_blocks("x", text.encode(), PLACE, {"1.1": accept("1.1")}, ORDER)
    assert read_document("x", made).value["stages"][0]["decisions"] == {"1.1": {"accept": "true"}}
    assert ("chưa có" in made.decode()) == ("chưa có" in text)


@pytest.mark.parametrize("text", ['stages: [{decisions: {"1.2": {accept: true}}}]\n', "stages: [\n", "a: b\na: c\n"])
def test_a_file_in_braces_or_with_faults_is_left_alone(text: str) -> None:
    with pytest.raises(NotSpliceable):
        put("1.1", text=text)


def test_a_stage_is_added_behind_the_last_one_and_the_tail_stays() -> None:
    stage = Block(lines=("stage: council-2", "by: [h]"), value={"stage": "council-2", "by": ["h"]})
    made = with_item("x", FILE.encode(), "stages", stage).decode()
    assert read_document("x", made.encode()).value["stages"][1] == stage.value
    assert made.replace("  - stage: council-2\n    by: [h]\n", "") == FILE
