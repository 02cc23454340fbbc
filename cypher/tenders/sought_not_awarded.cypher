// title = "Sought but not awarded"
// asks = "Which chips, models and products were asked for in a tender that awards none of them?"
// columns = ["institution", "tender", "item", "label", "modality", "part", "stage", "date", "quote", "path", "locator"]
// key = ["tender", "item", "modality", "part"]
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
// says = "The tender's documents ask for the item, and none that is loaded names it in an award, contract or acceptance; it may have been delivered all the same."
// omits = "Items that the same tender awards in any part, as itself or as a variant of it."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[asks:SEEKS]->(x:Chip|Model|Product)
WHERE ($institution = '' OR i.uid = $institution)
  AND NOT EXISTS { MATCH (t)-[:AWARDS]->(x) }
  AND NOT EXISTS { MATCH (t)-[:AWARDS]->(c:Chip)-[:VARIANT_OF]->(x) }
  AND NOT EXISTS { MATCH (t)-[:AWARDS]->(c:Model)-[:VARIANT_OF]->(x) }
RETURN i.name AS institution, t.uid AS tender, x.name AS item, labels(x)[0] AS label,
       asks.modality AS modality, asks.part AS part, t.stage AS stage, t.date AS date,
       asks.quote AS quote, asks.path AS path, asks.locator AS locator
ORDER BY date DESC, tender, item, asks.key, i.uid
LIMIT $limit
