// title = "Intermediaries by institutions bridged"
// asks = "Which suppliers stand between how many institutions and how many providers?"
// columns = ["intermediary", "institutions", "providers", "tenders", "uid"]
// key = ["uid"]
//
// [params.at_least]
// type = "integer"
// default = 2
// about = "Fewest institutions an intermediary must have supplied."
//
// [params.limit]
// type = "integer"
// default = 50
// about = "Most rows to return."
//
// [reading]
// says = "The supplier was awarded tenders of so many institutions that name a provider; it does not say that what one of them bought reached another."
// omits = "Tenders that name no provider, parts that are not stated, procurement agencies, providers' own companies, and tenders that failed or were cancelled."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[won:AWARDED_TO]->(m:Organization)
MATCH (t)-[via:VIA]->(p:Provider)
WHERE won.part = via.part AND won.part <> '?'
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(m) }
  AND NOT EXISTS { MATCH (m)-[:OPERATES]->(p) }
WITH m, count(DISTINCT i.uid) AS institutions, count(DISTINCT p.uid) AS providers,
     count(DISTINCT t.uid) AS tenders
WHERE institutions >= $at_least
RETURN m.name AS intermediary, institutions, providers, tenders, m.uid AS uid
ORDER BY institutions DESC, tenders DESC, intermediary, uid
LIMIT $limit
