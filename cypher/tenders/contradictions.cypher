// title = "Documents of one tender that name different suppliers"
// asks = "For which part of a tender do different documents name different suppliers?"
// columns = ["tender", "date", "part", "one", "other", "one_quote", "other_quote", "one_path", "other_path"]
// key = ["tender", "part", "one", "other"]
//
// [params.tender]
// type = "string"
// default = ""
// about = "uid of one tender; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "No document states both sides; a later one may correct an earlier one, or the part may have several suppliers of which each document names one."
// omits = "Amounts and dates that differ, parts that are not stated, and tenders that failed or were cancelled."

MATCH (t:Tender)-[a:AWARDED_TO]->(m:Organization)
MATCH (t)-[b:AWARDED_TO]->(n:Organization)
WHERE ($tender = '' OR t.uid = $tender)
  AND a.part = b.part AND a.part <> '?' AND m.uid < n.uid
  AND none(d IN a.documents WHERE d IN b.documents)
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
RETURN t.uid AS tender, t.date AS date, a.part AS part,
       m.name AS one, n.name AS other, a.quote AS one_quote, b.quote AS other_quote,
       a.path AS one_path, b.path AS other_path
ORDER BY date DESC, tender, part, a.key, b.key
LIMIT $limit
