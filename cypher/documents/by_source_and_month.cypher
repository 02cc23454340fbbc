// title = "Documents by kind, provenance and month"
// asks = "How many documents of which kind does the case hold for which month, and how many tenders do they speak of?"
// columns = ["year", "month", "kind", "provenance", "documents", "tenders"]
// key = ["year", "month", "kind", "provenance"]
//
// [params.since]
// type = "date"
// default = ""
// about = "First day of publication to look at; empty for no bound."
//
// [reading]
// says = "So many documents of the kind were published in the month, as they say themselves; year and month are null where a document has no day. A month with few documents says that few are loaded, not that little happened."
// omits = "Documents that no tender rests on, further captures of the same notice, and facts of the catalogue."

MATCH (t:Tender)-[:DOCUMENTED_BY]->(d:Document)
WHERE $since IS NULL OR d.published_on >= $since
RETURN d.published_on.year AS year, d.published_on.month AS month, d.kind AS kind,
       d.provenance AS provenance, count(DISTINCT d.uid) AS documents,
       count(DISTINCT t.uid) AS tenders
ORDER BY year, month, kind, provenance
