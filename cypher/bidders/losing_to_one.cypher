// title = "Bidders that always lose to one"
// asks = "Which bidders lost every tender that records name them in, always to the same supplier?"
// columns = ["bidder", "supplier", "tenders", "institutions", "first", "last", "bidder_uid", "supplier_uid"]
// key = ["bidder_uid", "supplier_uid"]
//
// [params.at_least]
// type = "integer"
// default = 3
// about = "Fewest tenders the bidder must have lost."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "The records name the bidder in so many tenders; it was awarded none of them, and one and the same supplier was awarded all of them. It says nothing about the reason, and records of bids are rarely complete."
// omits = "Tenders without an award, that failed or were cancelled, in which the bidder is the agency, or whose award names several suppliers; bidders that won anything anywhere."

MATCH (b:Organization)-[:BID_ON]->(t:Tender)-[:AWARDED_TO]->(m:Organization)
WHERE NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND NOT EXISTS { MATCH (:Tender)-[:AWARDED_TO]->(b) }
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(b) }
WITH DISTINCT b, t, m
WITH b, collect(DISTINCT m.uid) AS winners, count(DISTINCT t.uid) AS tenders,
     min(t.date) AS first, max(t.date) AS last
WHERE size(winners) = 1 AND tenders >= $at_least
MATCH (m:Organization) WHERE m.uid IN winners
MATCH (i:Organization)-[:ISSUED]->(t:Tender)<-[:BID_ON]-(b)
RETURN b.name AS bidder, m.name AS supplier, tenders,
       count(DISTINCT i.uid) AS institutions, first, last,
       b.uid AS bidder_uid, m.uid AS supplier_uid
ORDER BY tenders DESC, bidder, supplier, bidder_uid, supplier_uid
LIMIT $limit
