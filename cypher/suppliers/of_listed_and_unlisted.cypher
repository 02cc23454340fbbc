// title = "Suppliers shared by listed and unlisted institutions"
// asks = "Which suppliers were awarded tenders both of institutions on a list and of others?"
// columns = ["supplier", "listed", "unlisted", "listed_tenders", "unlisted_tenders", "first", "last", "supplier_uid"]
// key = ["supplier_uid"]
//
// [params.list]
// type = "string"
// default = ""
// about = "uid of one list; empty takes all of them."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "So many institutions with a confirmed listing, at whatever time, and so many without one had tenders awarded to the supplier; it does not say that anything passed from one to another."
// omits = "When a listing began, procurement agencies, and tenders that failed or were cancelled; that an institution has no confirmed listing does not say that it is on no list."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[:AWARDED_TO]->(m:Organization)
WHERE NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(m) }
WITH DISTINCT i, t, m,
     EXISTS { MATCH (i)-[:LISTED_ON]->(l:List) WHERE $list = '' OR l.uid = $list } AS is_on
WITH m, count(DISTINCT CASE WHEN is_on THEN i.uid END) AS listed,
     count(DISTINCT CASE WHEN NOT is_on THEN i.uid END) AS unlisted,
     count(DISTINCT CASE WHEN is_on THEN t.uid END) AS listed_tenders,
     count(DISTINCT CASE WHEN NOT is_on THEN t.uid END) AS unlisted_tenders,
     min(t.date) AS first, max(t.date) AS last
WHERE listed > 0 AND unlisted > 0
RETURN m.name AS supplier, listed, unlisted, listed_tenders, unlisted_tenders,
       first, last, m.uid AS supplier_uid
ORDER BY listed DESC, unlisted DESC, supplier, supplier_uid
LIMIT $limit
