// title = "What institutions sought, what was awarded, and the gap"
// asks = "How many tenders of an institution ask for a chip, model or product, and how many of those award it?"
// columns = ["institution", "item", "label", "sought", "awarded", "gap", "first", "last", "institution_uid", "item_uid"]
// key = ["institution_uid", "item_uid"]
//
// [params.institution]
// type = "string"
// default = ""
// about = "uid of one organization; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "`sought` counts the tenders whose documents ask for the item, `awarded` those of them in which an award, contract or acceptance names it or a variant of it, `gap` the others; what no loaded record says may have happened all the same."
// omits = "Items that are only examples or benchmarks, and items that are awarded without having been asked for."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[asks:SEEKS]->(x:Chip|Model|Product)
WHERE ($institution = '' OR i.uid = $institution)
  AND NOT asks.modality IN ['example', 'benchmark']
WITH DISTINCT i, t, x,
     EXISTS { MATCH (t)-[:AWARDS]->(x) }
     OR EXISTS { MATCH (t)-[:AWARDS]->(c:Chip)-[:VARIANT_OF]->(x) }
     OR EXISTS { MATCH (t)-[:AWARDS]->(c:Model)-[:VARIANT_OF]->(x) } AS given
WITH i, x, count(*) AS sought, sum(CASE WHEN given THEN 1 ELSE 0 END) AS awarded,
     min(t.date) AS first, max(t.date) AS last
RETURN i.name AS institution, x.name AS item, labels(x)[0] AS label,
       sought, awarded, sought - awarded AS gap, first, last,
       i.uid AS institution_uid, x.uid AS item_uid
ORDER BY gap DESC, sought DESC, institution, item, institution_uid, item_uid
LIMIT $limit
