"""Other processes a release names: the failed one that this is another attempt of.

A plan, a framework and a parent have many processes, of other buyers and suppliers:
to take them for this one would join what no record joins.
"""

from collections.abc import Iterator

from graphkit.evidence import Evidence
from graphkit.identity import tender_uid
from graphkit.loaders.ocds.fields import listed, scalar, trimmed
from graphkit.loaders.ocds.release import Release
from graphkit.statements import Mention, Statement

_AGAIN = "unsuccessfulProcess"


def related(release: Release) -> Iterator[Statement]:
    """Yield which earlier process a release begins anew."""
    for at, other in listed(release.fields, "relatedProcesses"):
        relation = other.get("relationship")
        if _AGAIN not in (relation if isinstance(relation, list) else (relation,)):
            continue
        said = scalar(other.get("identifier"))
        start, end = trimmed(said)
        ocid = said[start:end]
        if not ocid or scalar(other.get("scheme")).strip().lower() != "ocid":
            continue
        where = f"{release.at}{at}/identifier"
        uid = tender_uid(
            process=release.process_of(ocid), number="", buyer="", source="", locator=""
        )
        if uid != release.tender.uid:
            yield Statement(
                "RETENDER_OF",
                release.tender,
                None,
                Mention("Tender", ocid, start, end, (("tender", uid),), where),
                Evidence(release.source, where, start, end, ocid),
            )
