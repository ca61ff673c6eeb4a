"""The value of digits with separators."""

from __future__ import annotations


def parse(written: str) -> float | None:
    """The value of digits with separators, nothing for versions and dates; 1,200 is grouped, 99,9 is not."""
    if written.isdecimal():
        return _float(written)
    commas, dots = written.count(","), written.count(".")
    if commas and dots:
        decimal = max(written.rfind(","), written.rfind("."))
        whole = written[:decimal].replace(",", "").replace(".", "")
        return _float(whole + "." + written[decimal + 1 :]) if min(commas, dots) == 1 or commas != dots else None
    if dots > 1:
        return _float(written.replace(".", "")) if _grouped(written, ".") else None
    if commas:
        return _float(written.replace(",", "") if _grouped(written, ",") else written.replace(",", ".", 1))
    return _float(written)


def _grouped(written: str, separator: str) -> bool:
    head, *groups = written.split(separator)
    return 0 < len(head) <= 3 and head != "0" and all(len(group) == 3 for group in groups)  # noqa: PLR2004


def _float(written: str) -> float | None:
    try:
        value = float(written) if len(written) <= 24 else None  # noqa: PLR2004
    except ValueError:
        return None
    return value
