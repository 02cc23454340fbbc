// title = "What tenders rule out"
// asks = "Which providers, chips, models and products does a tender exclude, and in which words?"
// columns = ["institution", "tender", "excluded", "label", "part", "date", "quote", "path", "locator"]
// key = ["tender", "institution", "excluded", "part"]
//
// [params.item]
// type = "string"
// default = ""
// about = "uid of what is excluded; empty asks about all of it."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "The tender's documents say that this is not wanted (\"not A100\"); it is never part of a chain of that tender."
// omits = "Statements that a person rejected: they are no edges (`graphkit statements` shows them), and what other tenders exclude in general words."

MATCH (t:Tender)-[not_wanted:EXCLUDES]->(x:Provider|Chip|Model|Product)
WHERE $item = '' OR x.uid = $item
OPTIONAL MATCH (i:Organization)-[:ISSUED]->(t)
RETURN i.name AS institution, t.uid AS tender, x.name AS excluded,
       labels(x)[0] AS label, not_wanted.part AS part, t.date AS date,
       not_wanted.quote AS quote, not_wanted.path AS path, not_wanted.locator AS locator
ORDER BY date DESC, tender, excluded, not_wanted.key, i.uid
LIMIT $limit
