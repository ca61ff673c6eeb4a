"""Texts that mean harm to whoever shows them, and a workspace full of them."""

from __future__ import annotations

import json

HOSTILE = (
    '"><script>alert(1)</script>', "{{ 7*7 }}{% raw %}", "</style><img src=x onerror=alert(1)>", "=cmd|'/C calc'!A0",
    "@everyone see #12 and https://evil.example [x](javascript:alert(1)) | a | b", "![i](https://evil.example/i.png)",
    "<b>bold</b> `code` **strong** ~~gone~~", "</text><script>alert(1)</script>", "-1+1", "<details open>",
)  # fmt: skip


def hostile_files() -> dict[str, str]:
    """Every text as title, owner, unit, note, question, reason and issue of a goal."""
    lines = ["team: payments", "objectives:"]
    check = ["date: 2026-08-17", "by: " + json.dumps(HOSTILE[0]), "results:"]
    review = ["date: 2026-08-18", "by: ana", "objectives:"]
    for nth, text in enumerate(HOSTILE):
        said = json.dumps(text)
        lines += [f"  o{nth}:", f"    title: {said}", f"    owner: {said}", f"    why: {said}"]
        lines += [f"    depends_on: [{said}]", "    key_results:"]
        lines += [f"      k: {{title: {said}, unit: {said}, baseline: 0, target: 9}}"]
        check += [f"  o{nth}/k: {{value: 1, note: {said}}}"]
        review += [f"  o{nth}: {{learned: [{said}], obstacles: [{said}]}}"]
    issues = ["issues:", *(f"  - {json.dumps(text)}" for text in HOSTILE)]
    return {
        "okr.yaml": f"version: 1\norganisation: {json.dumps(HOSTILE[0])}\n",
        "okrs/2026-Q3/payments.yaml": "\n".join(lines) + "\n",
        "okrs/2026-Q3/checkins/2026-08-17-payments-x.yaml": "\n".join([*check, *issues]) + "\n",
        "okrs/2026-Q3/reviews/payments.yaml": "\n".join(review) + "\n",
    }
