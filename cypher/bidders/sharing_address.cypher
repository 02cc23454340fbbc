// title = "One address on several bidders"
// asks = "Which bidders and suppliers give the same address, and how often did they meet in one tender?"
// columns = ["address", "bidders", "bidder", "tenders", "together", "first", "last", "quote", "statement", "bidder_uid"]
// key = ["address", "bidder_uid"]
//
// [params.at_least]
// type = "integer"
// default = 2
// about = "Fewest organisations that must give the address."
//
// [params.limit]
// type = "integer"
// default = 100
// about = "Most rows to return."
//
// [reading]
// says = "Records of the bidder's own bids and awards give this address, and those of other organisations give the same; `together` counts the tenders in which it met one of them. Offices, formation agents and groups house many firms, and the bidders may be one body under names that nobody has judged yet: an address alone says nothing about who controls whom."
// omits = "Addresses that differ in anything but spelling (width, case, blanks, commas), or that do not say building and place; those of persons, of bodies whose kind is unknown, of buyers and of agencies."

MATCH (b:Organization)-[e:BID_ON|AWARDED_TO]-(t:Tender)
WHERE e.address <> ''
WITH e.address AS address, count(DISTINCT b.uid) AS bidders
WHERE bidders >= $at_least AND bidders > 1
MATCH (b:Organization)-[e:BID_ON|AWARDED_TO]-(t:Tender)
WHERE e.address = address
WITH address, bidders, b, t, min(e.address_quote) AS quote,
     min(e.address_statement) AS statement
OPTIONAL MATCH (o:Organization)-[x:BID_ON|AWARDED_TO]-(t)
WHERE x.address = address AND o.uid <> b.uid
WITH address, bidders, b, t, quote, statement, count(DISTINCT o.uid) AS others
RETURN address, bidders, b.name AS bidder, count(t.uid) AS tenders,
       sum(CASE WHEN others > 0 THEN 1 ELSE 0 END) AS together,
       min(t.date) AS first, max(t.date) AS last, min(quote) AS quote,
       min(statement) AS statement, b.uid AS bidder_uid
ORDER BY bidders DESC, address, bidder, bidder_uid
LIMIT $limit
