// title = "One chip's dossier"
// asks = "Which tenders ask for a chip or a variant of it, award it or rule it out, who issued them, and in which words?"
// columns = ["date", "tender", "title", "institution", "supplier", "relation", "chip", "modality", "quantity", "unit", "part", "stage", "quote", "path", "locator"]
// key = ["tender", "supplier", "relation", "chip", "modality", "part"]
//
// [params.chip]
// type = "string"
// about = "uid of the chip; variants of a family are included."
//
// [params.limit]
// type = "integer"
// default = 200
// about = "Most rows to return."
//
// [reading]
// says = "The tender's documents speak of the chip in the words quoted: SEEKS asks for it, AWARDS names it in an award, contract or acceptance, EXCLUDES rules it out; the supplier is the one that the same part was awarded to, and need not be the one who brings the chip where a part has several."
// omits = "Products of which the catalogue says that they have the chip: `graphkit chains` has them."

MATCH (t:Tender)-[has:SEEKS|AWARDS|EXCLUDES]->(c:Chip)
WHERE c.uid = $chip
   OR EXISTS { MATCH (c)-[:VARIANT_OF]->(f:Chip) WHERE f.uid = $chip }
   OR EXISTS {
     MATCH (c)-[:VARIANT_OF]->(:Chip)-[:VARIANT_OF]->(f:Chip) WHERE f.uid = $chip
   }
OPTIONAL MATCH (i:Organization)-[:ISSUED]->(t)
OPTIONAL MATCH (t)-[won:AWARDED_TO]->(m:Organization)
WHERE won.part = has.part AND won.part <> '?' AND type(has) <> 'EXCLUDES'
RETURN t.date AS date, t.uid AS tender, t.name AS title, i.name AS institution,
       m.name AS supplier, type(has) AS relation, c.name AS chip,
       has.modality AS modality, has.quantity AS quantity, has.unit AS unit,
       has.part AS part, t.stage AS stage,
       has.quote AS quote, has.path AS path, has.locator AS locator
ORDER BY date DESC, tender, relation, has.key, i.uid, m.uid
LIMIT $limit
