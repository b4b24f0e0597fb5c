import type { Manifest } from "../ModelBundle.ts"

/** The model card: what it is, what it learned from, how good it is and where it is not. */
export const cardOf = (facts: {
  readonly training: Manifest["training"]
  readonly trainedAt: string
  readonly mostUsed: ReadonlyArray<{ readonly name: string; readonly splits: number }>
  readonly corrections: Manifest["corrections"]
  readonly deviation: number
}): string => {
  const { training } = facts
  const metric = (name: string) => training.metrics[name] ?? Number.NaN
  const percent = (value: number) => Number.isNaN(value) ? "-" : `${(100 * value).toFixed(1)} %`
  const line = (title: string, key: string) =>
    `| ${title} | ${metric(`${key}.rows`)} | ${percent(metric(`${key}.mape`))} | ${
      percent(metric(`${key}.medianApe`))
    } | ` +
    `${percent(metric(`${key}.wape`))} | ${percent(metric(`${key}.within15`))} | ${
      percent(metric(`${key}.coverage80`))
    } | ` +
    `${percent(metric(`${key}.width80`))} |`
  return `# Demand model

Gradient-boosted trees (own trainer, seeded, ${training.settings["rounds"]} rounds, depth ${
    training.settings["depth"]
  }),
trained ${facts.trainedAt} on ${training.rows} shows from ${training.from} to ${training.to}.

## What it answers
Four numbers per question in one graph: shares of the room sold (10 %, 50 %, 90 %), and the mean of ln(demand / capacity) of a log-normal in which a sold-out room is a lower bound (deviation
${facts.deviation.toFixed(3)}). Demand beyond the room is extrapolated by that log-normal; nobody observed it.

## What it learned from
Sources: ${training.sources.join(", ")}. "touringdata" are box office reports collected in the public repository
cheeseinvert/tour-data-eda, "kpop" those of the public repository bbeat2782/arn. Reports are voluntary: flops are missing,
more than half of the rows sold exactly what was opened, and capacity is what the promoter opened, chosen knowing the act.
The middle is fitted with weights of 1 / share sold: if the chance of a report is in proportion to how full the room was,
it is the median of all shows, unreported flops among them, and it has the least mean percentage error.
No row is shipped; group means of ${20} shows and more are.

## How it does on later shows in rooms of 1,200-3,500
Trained on the first four fifths by date and walked through the rest, results known after 90 days:
| answer | shows | MAPE | median error | WAPE | within 15 % | in the 80 % band | band, of the room |
|---|---|---|---|---|---|---|---|
${line("model", "later")}
${line("capacity x mean share", "laterNaive")}
${line("comparable shows (best rule)", "laterComps")}
${line("model, shows that sold a quarter and more", "laterTrimmed")}
${line("capacity x mean share, the same", "laterTrimmedNaive")}

What limits it: the few shows that sold less than a quarter of the room make a sixth of the mean error, and nothing known
beforehand tells them apart; three fifths of the acts have no earlier report, so only room, city, date and genre speak; and
the promoter's choice of the room already holds most of what was known of demand. More trees, deeper trees, other weights
and more features moved the error by less than its own sampling error. Audience and price at announcement are what is
missing.

## How it does on acts it has not seen (folds by act)
| rooms | shows | MAPE | median error | WAPE | within 15 % | in the 80 % band | band, of the room |
|---|---|---|---|---|---|---|---|
${line("all", "unseenActs")}
${line("1,200-3,500", "unseenActs1200to3500")}

\`npm run forecast:evaluate\` walks any two files like this, with bootstrap intervals.

## Corrections of the band (split-conformal)
| rooms from | horizon from, days | rows | lower end | upper end |
|---|---|---|---|---|
${
    facts.corrections.map((each) =>
      `| ${each.leastCapacity} | ${each.leastHorizonDays} | ${each.rows} | ${each.low.toFixed(3)} | ${
        each.high.toFixed(3)
      } |`
    ).join("\n")
  }

## What it looks at most
${facts.mostUsed.map(({ name, splits }) => `${name} (${splits})`).join(", ")}

## What it must not be trusted with
- **Audience figures are not learned.** The training shows carry none. Followers, listeners, engagement and growth enter
  through a separate log-log prior (wide, by trade knowledge), weighed by precision; it is to be fitted to settled shows.
- **Price is not learned.** Advertised prices are known for one source only; elasticity (1.2) is a prior.
- Rooms far outside what the act has sold are answered from its record and audience, not from the trees.
- Weather, competing shows and releases are unknown to it.
- The band is for the room's sales: where its upper end is the full room, all of the uncovered fifth lies below.
`
}
