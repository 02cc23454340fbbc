// title = "One provider's dossier"
// asks = "Which tenders name a provider or a partition of it, who issued them, who was awarded them, and in which words?"
// columns = ["date", "tender", "title", "institution", "supplier", "provider", "part", "modality", "stage", "quote", "path", "locator"]
// key = ["tender", "institution", "supplier", "provider", "part"]
//
// [params.provider]
// type = "string"
// about = "uid of the provider; its partitions are included."
//
// [params.limit]
// type = "integer"
// default = 200
// about = "Most rows to return."
//
// [reading]
// says = "The tender's documents name the provider in the words quoted; the supplier is the one that the same part was awarded to, null where none is known or the part is not stated."
// omits = "Tenders that rule the provider out, and what the catalogue says of it."

MATCH (t:Tender)-[via:VIA]->(p:Provider)
WHERE p.uid = $provider
   OR EXISTS { MATCH (p)-[:VARIANT_OF]->(b:Provider) WHERE b.uid = $provider }
   OR EXISTS {
     MATCH (p)-[:VARIANT_OF]->(:Provider)-[:VARIANT_OF]->(b:Provider)
     WHERE b.uid = $provider
   }
OPTIONAL MATCH (i:Organization)-[:ISSUED]->(t)
OPTIONAL MATCH (t)-[won:AWARDED_TO]->(m:Organization)
WHERE won.part = via.part AND won.part <> '?'
RETURN t.date AS date, t.uid AS tender, t.name AS title, i.name AS institution,
       m.name AS supplier, p.name AS provider, via.part AS part,
       via.modality AS modality, t.stage AS stage,
       via.quote AS quote, via.path AS path, via.locator AS locator
ORDER BY date DESC, tender, via.key, i.uid, m.uid
LIMIT $limit
