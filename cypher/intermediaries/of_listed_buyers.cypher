// title = "Intermediaries of listed buyers that name a foreign provider"
// asks = "Which suppliers of institutions that stood on a list were awarded tenders that name a foreign provider?"
// columns = ["intermediary", "institution", "list", "listed_on", "tender", "date", "listing", "provider", "quote", "path", "locator", "intermediary_uid"]
// key = ["intermediary_uid", "institution", "list", "tender", "provider"]
//
// [params.list]
// type = "string"
// default = ""
// about = "uid of one list; empty asks about all of them."
//
// [params.home]
// type = "string"
// default = "CN"
// about = "Jurisdiction of an institution whose records name none; a provider of another one is foreign."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "One part of the tender was awarded to the supplier and names the provider; the institution that issued it is on the list, and `listing` says whether it was on the tender's day: listed, later, earlier (delisted by then) or unknown, also where the tender's month or year leaves that open."
// omits = "Institutions whose match with the list nobody confirmed, schools and parts of a listed one, procurement agencies, providers' own companies, parts that are not stated, and tenders that failed or were cancelled."

MATCH (i:Organization)-[listed:LISTED_ON]->(l:List)
MATCH (i)-[:ISSUED]->(t:Tender)-[won:AWARDED_TO]->(m:Organization)
MATCH (t)-[via:VIA]->(p:Provider)
WHERE ($list = '' OR l.uid = $list)
  AND won.part = via.part AND won.part <> '?'
  AND p.jurisdiction <> coalesce(i.jurisdiction, $home)
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(m) }
  AND NOT EXISTS { MATCH (m)-[:OPERATES]->(p) }
RETURN m.name AS intermediary, i.name AS institution, l.name AS list,
       listed.listed_on AS listed_on, t.uid AS tender, t.date AS date,
       CASE WHEN t.date IS NULL OR listed.listed_on IS NULL THEN 'unknown'
            // Of a month or a year `date` is the first day, and any day may be meant.
            WHEN listed.listed_on > t.date AND size(t.date_text) < 10
             AND listed.listed_on.year = t.date.year
             AND (size(t.date_text) = 4 OR listed.listed_on.month = t.date.month)
            THEN 'unknown'
            WHEN listed.listed_on > t.date THEN 'later'
            WHEN listed.delisted_on <= t.date THEN 'earlier'
            WHEN size(t.date_text) < 10
             AND listed.delisted_on.year = t.date.year
             AND (size(t.date_text) = 4 OR listed.delisted_on.month = t.date.month)
            THEN 'unknown'
            ELSE 'listed' END AS listing,
       p.name AS provider, via.quote AS quote, via.path AS path, via.locator AS locator,
       m.uid AS intermediary_uid
ORDER BY intermediary, date, tender, provider, intermediary_uid, i.uid, l.uid, via.key
LIMIT $limit
