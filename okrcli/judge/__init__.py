"""Tells an outcome key result from activity, and reads the numbers out of a sentence."""

from __future__ import annotations
