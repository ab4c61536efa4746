"""Strings that break careless tools: markup, formulas, SQL, very long, right to left, Japanese, control
signs."""

from __future__ import annotations

SCRIPT = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
FORMULA = "=cmd|' /C calc'!A0"
LONG = "x" * 50_000
HOSTILE = (
    SCRIPT,
    "</script><svg/onload=\"document.title='broken'\">",
    FORMULA,
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "'; drop table events; --",
    '" or 1=1 --',
    "{{ 7*7 }} ${7*7} %s %(x)s {0}",
    "[link](javascript:alert(1)) **bold** `code` | cell | cell",
    "東京リージョンの業務用サーバー（本番）— 触るな危険 🚫",
    "\u202egnp.exe\u202c \u200f\u0645\u0631\u062d\u0628\u0627\u200f \u05e9\u05dc\u05d5\u05dd",
    "tab\tnewline\nreturn\r\nnull-ish \\u0000 \u0007 bell",
    LONG,
    "../../../../etc/passwd %2e%2e%2f",
    "\ufeff zero\u200bwidth \u00ad soft",
)
