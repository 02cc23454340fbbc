// title = "Money awarded per year"
// asks = "How much was awarded in each year, in each currency, with tax and without?"
// columns = ["year", "currency", "tax", "amount", "awards", "tenders"]
// key = ["year", "currency", "tax"]
//
// [params.institution]
// type = "string"
// default = ""
// about = "uid of one organization that buys; empty asks about all of them."
//
// [params.provider]
// type = "string"
// default = ""
// about = "uid of a provider the tender names; empty asks about all tenders."
//
// [reading]
// says = "Sums of the amounts that awards state, each currency by itself, and amounts with tax, without it, and of which nothing says (tax is empty) each by themselves, rounded to 2 places; an award to several suppliers counts once."
// omits = "Awards without an amount, a currency or a date, budgets and ceilings, amounts beyond 10 to the power of 13, and any conversion between currencies."

MATCH (i:Organization)-[:ISSUED]->(t:Tender)-[won:AWARDED_TO]->(:Organization)
WHERE ($institution = '' OR i.uid = $institution)
  AND ($provider = '' OR EXISTS {
    MATCH (t)-[via:VIA]->(p:Provider) WHERE p.uid = $provider AND via.part = won.part
  })
  AND NOT coalesce(t.stage, '') IN ['failed', 'cancelled']
  AND abs(won.amount) < 10000000000000.0 AND won.currency <> ''
  AND coalesce(won.date, t.date) IS NOT NULL
WITH DISTINCT t.uid AS tender, won.part AS part, won.amount AS amount,
     won.currency AS currency, coalesce(won.tax, '') AS tax, coalesce(won.date, t.date) AS day
// Whole hundredths add up to the same in any order; fractions do not.
RETURN day.year AS year, currency, tax, sum(floor(amount * 100 + 0.5)) / 100 AS amount,
       count(*) AS awards, count(DISTINCT tender) AS tenders
ORDER BY year, currency, tax
