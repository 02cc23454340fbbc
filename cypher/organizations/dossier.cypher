// title = "One organization's dossier"
// asks = "In which tenders does an organization appear, in which role, and with whom?"
// columns = ["date", "tender", "title", "role", "buyer", "stage", "amount", "currency", "tax", "quote", "path", "locator"]
// key = ["tender", "role", "buyer"]
//
// [params.organization]
// type = "string"
// about = "uid of the organization."
//
// [params.limit]
// type = "integer"
// default = 200
// about = "Most rows to return."
//
// [reading]
// says = "Each row is what a tender's records say of the organization: ISSUED buyer, AWARDED_TO supplier, HANDLED_BY agency, BID_ON bidder, SUBCONTRACTED_TO subcontractor; the amount is the award's, not a share of it."
// omits = "Its schools and branches (PART_OF), names that are only possibly the same, and what catalogues say of it."

MATCH (o:Organization {uid: $organization})-[r:ISSUED|HANDLED_BY|BID_ON|AWARDED_TO|SUBCONTRACTED_TO]-(t:Tender)
OPTIONAL MATCH (b:Organization)-[:ISSUED]->(t)
RETURN t.date AS date, t.uid AS tender, t.name AS title, type(r) AS role,
       b.name AS buyer, t.stage AS stage, r.amount AS amount, r.currency AS currency, r.tax AS tax,
       r.quote AS quote, r.path AS path, r.locator AS locator
ORDER BY date DESC, tender, role, r.key, b.uid
LIMIT $limit
