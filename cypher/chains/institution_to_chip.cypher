// title = "Institution to chip through an intermediary and its cloud"
// asks = "Which institutions reach a chip, through whom, in which cloud, in one tender?"
// columns = ["institution", "tender", "intermediary", "provider", "chip", "relation", "modality", "stage", "date", "grade"]
// key = ["institution", "tender", "intermediary", "provider", "chip", "relation", "modality"]
//
// [params.institution]
// type = "string"
// default = ""
// about = "uid of one organization; empty asks about all of them."
//
// [params.limit]
// type = "integer"
// default = 50
// about = "Most rows to return."
//
// [reading]
// says = "The documents of one tender name these together, in the same part of it: E1 one document names them all, E2 several or second hand. They do not say that a chip was used."
// omits = "Direct sales, tenders without an award or a provider, models and products, parts that are not stated or have several suppliers, and chains across tenders: `graphkit chains` has them."

MATCH (i:Organization)-[asked:ISSUED]->(t:Tender)-[won:AWARDED_TO]->(m:Organization)
MATCH (t)-[via:VIA]->(p:Provider)
MATCH (t)-[gets:SEEKS|AWARDS]->(c:Chip)
// Without this line the supplier of one lot is joined to the chip of another.
WHERE won.part = via.part AND via.part = gets.part AND won.part <> '?'
  AND ($institution = '' OR i.uid = $institution)
  AND asked.quote <> '' AND won.quote <> '' AND via.quote <> '' AND gets.quote <> ''
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  // The agency of a tender, and who runs the provider, is no intermediary.
  AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(m) }
  AND NOT EXISTS { MATCH (m)-[:OPERATES]->(p) }
  AND NOT EXISTS { MATCH (m)-[:OPERATES]->(:Provider)-[:VARIANT_OF]->(p) }
  AND NOT EXISTS { MATCH (m)-[:OPERATES]->(:Provider)<-[:VARIANT_OF]-(p) }
  // Two suppliers of one part: nothing says who of them supplies the chip.
  AND NOT EXISTS {
    MATCH (t)-[also:AWARDED_TO]->(n:Organization)
    WHERE also.part = won.part AND n.uid <> m.uid
      AND NOT EXISTS { MATCH (t)-[:HANDLED_BY]->(n) }
  }
  // What was awarded needs no second row that it was sought.
  AND (type(gets) = 'AWARDS' OR NOT EXISTS {
    MATCH (t)-[had:AWARDS]->(c) WHERE had.part = gets.part
  })
WITH i, asked, t, won, m, via, p, gets, c
ORDER BY t.date, t.uid, i.name, p.name, c.name, i.uid, m.uid, gets.key
LIMIT $limit
OPTIONAL MATCH (t)-[:DOCUMENTED_BY]->(d:Document)
WHERE coalesce(d.compiled, false) = false
WITH i, asked, t, won, m, via, p, gets, c, collect(d.uid) AS own
WITH i, asked, t, won, m, via, p, gets, c,
     any(u IN own WHERE u IN asked.documents AND u IN won.documents
                    AND u IN via.documents AND u IN gets.documents) AS together,
     any(said IN [asked.provenance, won.provenance, via.provenance, gets.provenance]
         WHERE said IN ['catalogue', 'reported', 'analyst']) AS second_hand
RETURN i.name AS institution, t.uid AS tender, m.name AS intermediary,
       p.name AS provider, c.name AS chip, type(gets) AS relation,
       gets.modality AS modality, t.stage AS stage, t.date AS date,
       CASE WHEN together AND NOT second_hand THEN 'E1' ELSE 'E2' END AS grade
ORDER BY date, tender, institution, provider, chip, i.uid, m.uid, gets.key
