// title = "Who is new since a day"
// asks = "Which organizations appear in tenders for the first time on or after a day, and in which role?"
// columns = ["organization", "kind", "role", "first", "tenders", "uid"]
// key = ["uid", "role"]
//
// [params.since]
// type = "date"
// about = "The day: who appears before it is not new."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "The earliest dated tender that names the organization in the role is of that day, and none in any role is earlier; the organization may be much older than the records that are loaded."
// omits = "Organizations that only tenders without a date name."

MATCH (o:Organization)-[r:ISSUED|AWARDED_TO|BID_ON|HANDLED_BY|SUBCONTRACTED_TO]-(t:Tender)
WITH o, min(t.date) AS earliest
WHERE earliest >= $since
MATCH (o)-[r:ISSUED|AWARDED_TO|BID_ON|HANDLED_BY|SUBCONTRACTED_TO]-(t:Tender)
WHERE t.date IS NOT NULL
WITH o, type(r) AS role, min(t.date) AS first, count(DISTINCT t.uid) AS tenders
RETURN o.name AS organization, o.kind AS kind, role, first, tenders, o.uid AS uid
ORDER BY first, organization, uid, role
LIMIT $limit
