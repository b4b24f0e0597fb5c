import type { CityListeners } from "../../../../entities/domain/Scrape.ts"
import { compact, exact } from "../../parts/format.ts"

/** Where the listeners are: the best sign there is before tickets are on sale. */
export const Cities = ({ cities }: { readonly cities: ReadonlyArray<CityListeners> }) => {
  const most = Math.max(1, ...cities.map(({ listeners }) => listeners))
  return (
    <section className="card" aria-labelledby="cities">
      <div>
        <h2 id="cities">Where they listen</h2>
        <p className="small muted">Listeners over the last 28 days, Spotify</p>
      </div>
      <ol className="bars">
        {cities.slice(0, 10).map(({ city, country, listeners }) => (
          <li key={`${city} ${country}`} className="bar-row">
            <span>{city}{country === undefined ? "" : <span className="muted">, {country}</span>}</span>
            <span className="meter" aria-hidden="true">
              <span style={{ width: `${(listeners / most) * 100}%` }} />
            </span>
            <span title={exact(listeners)}>{compact(listeners)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
