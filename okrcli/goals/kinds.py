"""What can be wrong with a file itself: names, codes and explanations; every one is an error.

Rules about goals explain themselves in their docstrings (`okrcli.lint.rules`); these
problems are found while reading, so their pages stand here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A problem of files: its code, and its page (`okr explain`) in the form of a rule's docstring."""

    code: str
    page: str


KINDS: Final[dict[str, Kind]] = {
    "yaml-syntax": Kind(
        "OKR001",
        """The file is not readable as YAML.

        Mostly an open quote or bracket, a tab, or a line that stands too far to the left.

        ```yaml
        team: payments
        objectives:
          trust: {title: "Buyers trust us}  # <- found unexpected end of stream while scanning a quoted scalar
        ```
        """,
    ),
    "encoding": Kind(
        "OKR002",
        """The file is not UTF-8 text.

        Images, archives and files saved as Latin-1 or UTF-16 are no goals. One leading byte order mark is fine.
        """,
    ),
    "hidden-character": Kind(
        "OKR003",
        """The file holds a character that nobody sees, or that changes how the line reads.

        Control characters and bidi overrides make a reviewer see another number than the tool. They are
        refused, typed or escaped.

        ```yaml
        team: payments
        objectives:
          trust: {title: "Buyers trust us\\u202e"}  # <- the invisible character U+202E is not allowed, escaped or not
        ```
        """,
    ),
    "merge-conflict": Kind(
        "OKR004",
        """The markers of a merge conflict are still in the file.

        Indented markers would fold into a text without a word; they are found as well.
        """,
    ),
    "unsupported-yaml": Kind(
        "OKR005",
        """The file uses a part of YAML that goals do not need.

        Anchors, aliases, merge keys, tags, directives, several documents and keys that are not text: each is
        a way to make a file say something else than it shows.

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            owner: &lead ana  # <- an anchor (`&`) is not allowed
        ```

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            owner: ana
        ```
        """,
    ),
    "duplicate-key": Kind(
        "OKR006",
        """The same key stands twice in a mapping.

        Other readers keep the last one without a word, so that two people see two targets.

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            owner: ana
            owner: ben  # <- `owner` is there twice
        ```
        """,
    ),
    "too-large": Kind(
        "OKR007",
        """The file, a text in it or its nesting is larger than any goal.

        At most 1 MiB a file, 100,000 characters a text, 32 levels and 50,000 values.
        """,
    ),
    "unreadable-file": Kind(
        "OKR008",
        """The file cannot be read, or is no plain file.

        Links, pipes and devices are not followed: in a pull request they could point at anything.
        """,
    ),
    "file-name": Kind(
        "OKR009",
        """The file's name or folder is not one that okr reads.

        Goals are `okrs/CYCLE/TEAM.yaml`, check-ins `okrs/CYCLE/checkins/DATE-TEAM-PERSON.yaml`, reviews
        `okrs/CYCLE/reviews/TEAM.yaml`. Two names that differ only in case are one file on some machines.
        """,
    ),
    "empty-file": Kind(
        "OKR010",
        """The file holds nothing but blanks and comments.
        """,
    ),
    "unknown-key": Kind(
        "OKR011",
        """A key that okr does not know.

        A misspelt key would otherwise be ignored, and its value with it.

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            onwer: ana  # <- unknown key `onwer`
        ```

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            owner: ana
        ```
        """,
    ),
    "missing-key": Kind(
        "OKR012",
        """A key that must be there is missing, or has no value.

        ```yaml
        team: payments
        objectives:
          trust:  # <- `trust` has no `title`
            owner: ana
        ```
        """,
    ),
    "wrong-type": Kind(
        "OKR013",
        """A value is of the wrong kind: text where a number belongs, a list where one person does.

        Numbers are written like 1200 or 0.4, without quotes, units or separators; `yes`, `off`, `12:30` and
        `010` are text.

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            key_results:
              done: {title: Raise completion from 61% to 75%, target: 75%}  # <- `target` must be a number, not text
        ```
        """,
    ),
    "invalid-value": Kind(
        "OKR014",
        """A value is of the right kind but cannot be: a date that does not exist, a confidence above 1.

        ```yaml
        team: payments
        objectives:
          trust:
            title: Buyers trust us
            commitment: commited  # <- `commitment` must be one of: committed, aspirational, learning
        ```
        """,
    ),
    "invalid-id": Kind(
        "OKR015",
        """An id has characters that an id cannot have.

        Ids are part of file names, addresses and commit messages: small letters, digits and dashes, at most 64.

        ```yaml
        team: payments
        objectives:
          Trust:  # <- `Trust` is not an id (small letters, digits and dashes, at most 64, not a dash first)
            title: Buyers trust us
        ```
        """,
    ),
}
