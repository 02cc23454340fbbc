"""What a statement says, free of how it is spelled: by it copies are told."""

from collections.abc import Iterator, Sequence

from graphkit.identity import name_keys

_SAID = (
    "document",
    "type",
    "part",
    "stage",
    "modality",
    "s_text",
    "s_ids",
    "o_text",
    "o_ids",
    "amount_text",
    "currency",
    "tax",
    "date",
    "quantity",
    "unit",
)

Content = frozenset[tuple[str, ...]]


def picked() -> str:
    """Return SQL of the columns that `contents` reads."""
    return ", ".join(f"coalesce({column}, '')" for column in _SAID)


def contents(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (document, what a statement says of it) for rows as `picked` gives them."""
    subjects = name_keys([row[5] for row in rows])
    objects = name_keys([row[7] for row in rows])
    for row, subject, object_ in zip(rows, subjects, objects, strict=True):
        document, kind, part, stage, modality, _, s_ids, _, o_ids, *rest = row
        stage = stage if kind == "status" else ""
        if '"catalogue"' in o_ids:  # A100 and NVIDIA A100 are one entry
            object_ = ""
        yield (
            document,
            (kind, part, stage, modality, subject, s_ids, object_, o_ids, *rest),
        )
