// title = "Unit prices of an item over time"
// asks = "At which price for one was a chip, model or product asked for or awarded, when and for whom?"
// columns = ["date", "item", "relation", "unit_price", "currency", "tax", "quantity", "unit", "institution", "supplier", "tender", "quote", "path", "locator"]
// key = ["tender", "institution", "supplier", "item", "relation", "unit"]
//
// [params.item]
// type = "string"
// default = ""
// about = "uid of a chip, model or product; its variants are included; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 200
// about = "Most rows to return."
//
// [reading]
// says = "A row of the tender's documents that speaks of this item alone gives this price for one; SEEKS is a price that was asked for or a ceiling, AWARDS one that was awarded; the supplier is the one that the same part was awarded to."
// omits = "Rows that price a machine with the chip in it, totals, rates per time, and prices whose unit of money is in doubt."

MATCH (t:Tender)-[has:SEEKS|AWARDS]->(x:Chip|Model|Product)
WHERE has.amount > 0
  AND ($item = '' OR x.uid = $item
       OR EXISTS { MATCH (x)-[:VARIANT_OF]->(f:Chip) WHERE f.uid = $item }
       OR EXISTS { MATCH (x)-[:VARIANT_OF]->(f:Model) WHERE f.uid = $item })
OPTIONAL MATCH (i:Organization)-[:ISSUED]->(t)
OPTIONAL MATCH (t)-[won:AWARDED_TO]->(m:Organization)
WHERE won.part = has.part AND won.part <> '?'
RETURN t.date AS date, x.name AS item, type(has) AS relation,
       has.amount AS unit_price, has.currency AS currency, has.tax AS tax,
       has.quantity AS quantity, has.unit AS unit,
       i.name AS institution, m.name AS supplier, t.uid AS tender,
       has.quote AS quote, has.path AS path, has.locator AS locator
ORDER BY date, item, tender, has.key, i.uid, m.uid
LIMIT $limit
