// title = "Tenders without an award"
// asks = "For which tenders that name a provider, chip, model or product is no award on record?"
// columns = ["institution", "tender", "title", "date", "stage", "named", "documents", "institution_uid"]
// key = ["tender", "institution_uid"]
//
// [params.until]
// type = "date"
// default = ""
// about = "Last day to look at, to leave out those that are still running; empty for no bound."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "The records of the case name no supplier of the tender, which names so many providers, chips, models and products; `stage` says whether they report that it failed or was cancelled. The award may stand in a record that is not loaded."
// omits = "Tenders that name no provider, chip, model or product, and tenders without an institution."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[:VIA|SEEKS]->(x:Provider|Chip|Model|Product)
WHERE ($until IS NULL OR t.date <= $until)
  AND NOT EXISTS { MATCH (t)-[:AWARDED_TO]->(:Organization) }
WITH i, t, count(DISTINCT x.uid) AS named
RETURN i.name AS institution, t.uid AS tender, t.name AS title, t.date AS date,
       t.stage AS stage, named, t.n_documents AS documents, i.uid AS institution_uid
ORDER BY date DESC, tender, institution_uid
LIMIT $limit
