// title = "Who bought through whom"
// asks = "Which institutions had how many tenders awarded to which suppliers?"
// columns = ["institution", "intermediary", "tenders", "first", "last", "institution_uid", "intermediary_uid"]
// key = ["institution_uid", "intermediary_uid"]
//
// [params.institution]
// type = "string"
// default = ""
// about = "uid of one organization that buys; empty asks about all of them."
//
// [params.intermediary]
// type = "string"
// default = ""
// about = "uid of one organization that supplies; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "So many tenders of the institution name the other as a supplier, between these days."
// omits = "Bidders that lost, procurement agencies, subcontractors, and tenders that failed or were cancelled."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[:AWARDED_TO]->(m:Organization)
WHERE ($institution = '' OR i.uid = $institution)
  AND ($intermediary = '' OR m.uid = $intermediary)
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(m) }
RETURN i.name AS institution, m.name AS intermediary, count(DISTINCT t.uid) AS tenders,
       min(t.date) AS first, max(t.date) AS last,
       i.uid AS institution_uid, m.uid AS intermediary_uid
ORDER BY tenders DESC, institution, intermediary, institution_uid, intermediary_uid
LIMIT $limit
