"""Where the columns of the form stand, and how wide they are in signs."""

from collections.abc import Mapping

from parindex.excel.layout import Form

WIDTHS: Mapping[Form, float] = {
    Form.KEY: 4,
    Form.CODE: 6.5,
    Form.NAME: 26,
    Form.MAX: 6.5,
    Form.RULE: 31,
    Form.ASKED: 22,
    Form.ANSWER: 16.5,
    Form.POINTS: 7.5,
    Form.EVIDENCE: 17,
    Form.PAGES: 6.5,
    Form.SECTION: 8.5,
    Form.EXPLANATION: 21,
    Form.NOT_APPLICABLE: 11.5,
    Form.NOTE: 12,
    Form.TYPED: 7,
    Form.COUNCIL_POINTS: 7.5,
    Form.COUNCIL_REASON: 12,
    Form.COUNTED: 6,
}
AT = {column: number for number, column in enumerate(Form)}
