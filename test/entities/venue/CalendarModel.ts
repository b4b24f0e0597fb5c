interface Held {
  readonly id: string
  expiresAt: number
  extensions: number
}

interface DateModel {
  queue: Array<Held>
  booked?: string | undefined
  challenge?: { readonly by: string; asked: string; until: number } | undefined
}

interface Asked {
  readonly id: string
  readonly date: string
  readonly from: string
  readonly dates: ReadonlyArray<string>
  readonly overridden: boolean
  readonly now: number
}

const life = 14 * 86_400_000
const window = 48 * 3_600_000

/** One stage's calendar the plain way: lists that are changed in place. Each command answers whether it was allowed. */
export class CalendarModel {
  readonly dates = new Map<string, DateModel>()
  readonly maxLevel: number
  readonly maxExtensions: number

  constructor(dates: ReadonlyArray<string>, maxLevel: number, maxExtensions: number) {
    for (const date of dates) this.dates.set(date, { queue: [] })
    this.maxLevel = maxLevel
    this.maxExtensions = maxExtensions
  }

  on(date: string): DateModel {
    const found = this.dates.get(date)
    if (!found) throw new Error(`the model has no ${date}`)
    return found
  }

  pass(now: number): void {
    for (const date of this.dates.values()) {
      if (date.challenge && date.challenge.until <= now) {
        if (date.challenge.asked === date.challenge.by) date.challenge = undefined
        else this.leave(date, [date.challenge.asked], now)
      }
      const gone = date.queue.filter((held) => held.expiresAt <= now && held.id !== date.challenge?.by)
      this.leave(date, gone.map((held) => held.id), now)
    }
  }

  place({ dates, id, now }: Asked): boolean {
    const wanted = dates.map((date) => this.on(date)).filter((date) =>
      date.booked !== id && !date.queue.some((held) => held.id === id)
    )
    if (wanted.some((date) => date.booked !== undefined || date.queue.length >= this.maxLevel)) return false
    for (const date of wanted) date.queue.push({ id, expiresAt: now + life, extensions: 0 })
    return true
  }

  release({ date, id, now }: Asked): boolean {
    this.leave(this.on(date), [id], now)
    return true
  }

  extend({ date, id, now }: Asked): boolean {
    const held = this.on(date).queue.find((held) => held.id === id)
    if (!held) return false
    if (held.expiresAt >= now + life) return true
    if (held.extensions >= this.maxExtensions) return false
    held.expiresAt = now + life
    held.extensions += 1
    return true
  }

  book({ date, id, now, overridden }: Asked): boolean {
    const on = this.on(date)
    if (on.booked !== undefined) return on.booked === id
    const first = on.queue[0]?.id ?? id
    if (first !== id && !overridden) return false
    on.booked = id
    on.queue = []
    on.challenge = undefined
    for (const other of this.dates.values()) this.leave(other, [id], now)
    return true
  }

  free({ date, id }: Asked): boolean {
    const on = this.on(date)
    if (on.booked === id) on.booked = undefined
    return true
  }

  move(asked: Asked): boolean {
    const owns = (date: string) => this.on(date).booked === asked.id
    if (!owns(asked.from)) return owns(asked.date)
    if (asked.from === asked.date) return true
    if (!this.book(asked)) return false
    this.free({ ...asked, date: asked.from })
    return true
  }

  withdraw(asked: Asked): boolean {
    for (const [date, on] of this.dates) {
      this.leave(on, [asked.id], asked.now)
      this.free({ ...asked, date })
    }
    return true
  }

  challenge({ date, id, now }: Asked): boolean {
    const on = this.on(date)
    if (on.challenge) return on.challenge.by === id
    const [first] = on.queue
    if (!first || first.id === id || !on.queue.some((held) => held.id === id)) return false
    on.challenge = { by: id, asked: first.id, until: now + window }
    return true
  }

  giveUp({ date, id, now }: Asked): boolean {
    const on = this.on(date)
    if (on.challenge?.asked !== id || on.challenge.by === id) return false
    this.leave(on, [id], now)
    return true
  }

  withdrawChallenge({ date, id }: Asked): boolean {
    const on = this.on(date)
    if (on.challenge?.by === id) on.challenge = undefined
    return true
  }

  private leave(date: DateModel, ids: ReadonlyArray<string>, now: number): void {
    date.queue = date.queue.filter((held) => !ids.includes(held.id))
    if (!date.challenge) return
    const { asked, by } = date.challenge
    const [first] = date.queue
    if (!first || !date.queue.some((held) => held.id === by)) date.challenge = undefined
    else if (first.id !== asked) date.challenge = { by, asked: first.id, until: now + window }
  }
}
