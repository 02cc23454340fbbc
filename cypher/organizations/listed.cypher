// title = "Organizations on a screening list"
// asks = "Which organizations of the tenders stand on a screening list, and since when?"
// columns = ["organization", "list", "entry", "listed_on", "delisted_on", "role", "tender", "date", "basis", "quote", "path", "locator"]
// key = ["organization", "list", "entry", "role", "tender"]
//
// [params.organization]
// type = "string"
// default = ""
// about = "uid of one organization; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 200
// about = "Most rows to return."
//
// [reading]
// says = "A list's entry is this organization by an equal strong identifier (basis identifier) or by a person's answer (judgement), and it has this role in the tender. Compare the tender's date with listed_on and delisted_on: they are empty where the list gives no day."
// omits = "Candidates by name alone, organizations that are part of or owned by a listed one, and whoever is on a list that is not installed; being in no row says nothing."

MATCH (o:Organization)-[l:LISTED_ON]->(x:List)
MATCH (o)-[r:ISSUED|HANDLED_BY|BID_ON|AWARDED_TO|SUBCONTRACTED_TO]-(t:Tender)
WHERE $organization = '' OR o.uid = $organization
RETURN o.name AS organization, x.name AS list, l.listed_name AS entry,
       l.listed_on AS listed_on, l.delisted_on AS delisted_on,
       type(r) AS role, t.uid AS tender, t.date AS date, l.basis AS basis,
       l.quote AS quote, l.path AS path, l.locator AS locator
ORDER BY organization, list, date, tender, role, l.key
LIMIT $limit
