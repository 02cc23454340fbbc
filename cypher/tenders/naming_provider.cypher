// title = "Tenders that name a provider"
// asks = "Which tenders name a cloud or model platform, and in which words?"
// columns = ["institution", "tender", "title", "provider", "modality", "stage", "date", "quote", "path", "locator"]
// key = ["tender", "institution", "provider"]
//
// [params.provider]
// type = "string"
// default = ""
// about = "uid of a provider; a brand takes its partitions along; empty asks about all."
//
// [params.since]
// type = "date"
// default = ""
// about = "First day to look at; empty for no bound."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "The tender's own documents name the provider; the modality says whether it was asked for, given as an example, or offered."
// omits = "Providers that the tender excludes (statements/excluded), and tenders without a buyer."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[via:VIA]->(p:Provider)
WHERE ($provider = '' OR p.uid = $provider
       OR EXISTS { MATCH (p)-[:VARIANT_OF]->(b:Provider) WHERE b.uid = $provider })
  AND ($since IS NULL OR t.date >= $since)
RETURN i.name AS institution, t.uid AS tender, t.name AS title, p.name AS provider,
       via.modality AS modality, t.stage AS stage, t.date AS date,
       via.quote AS quote, via.path AS path, via.locator AS locator
ORDER BY date DESC, tender, provider, via.key, i.uid
LIMIT $limit
