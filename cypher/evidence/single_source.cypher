// title = "What rests on a single document"
// asks = "Which hops of chains does only one document state?"
// columns = ["tender", "date", "relation", "names", "part", "provenance", "quote", "path", "locator", "key"]
// key = ["tender", "part", "relation", "names"]
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
// says = "One document alone states the hop: if it is wrong or withdrawn, nothing else in the case supports it. The same notice on several sites counts as one document."
// omits = "Catalogue facts, what persons added without a document, and hops of tenders that name no provider, chip, model or product."

MATCH (t:Tender)-[r]-(x:Organization|Provider|Chip|Model|Product)
WHERE ($tender = '' OR t.uid = $tender) AND size(r.documents) = 1
  AND type(r) IN ['ISSUED', 'AWARDED_TO', 'VIA', 'SEEKS', 'AWARDS']
  AND EXISTS { MATCH (t)-[:VIA|SEEKS|AWARDS]->(:Provider|Chip|Model|Product) }
RETURN t.uid AS tender, t.date AS date, type(r) AS relation,
       x.name AS names, r.part AS part, r.provenance AS provenance,
       r.quote AS quote, r.path AS path, r.locator AS locator, r.key AS key
ORDER BY date DESC, tender, key
LIMIT $limit
