import type { ModelReport } from "../../../../rpc/contract/ModelRpcs.ts"
import { day, percent, whole } from "../../parts/format.ts"
import { Notice } from "../../parts/Notice.tsx"

/** The model in use and what it promised when it was trained. */
export const Champion = ({ report: { champion, models, promise, serving } }: { readonly report: ModelReport }) => {
  const shadow = models.find(({ role }) => role === "shadow")
  return (
    <>
      {serving.startsWith(champion.version) ? null : (
        <Notice tone="warn">
          {serving} serves on: the champion could not be taken into service here, or not yet.
        </Notice>
      )}
      <dl className="tiles">
        <div className="tile" data-testid="champion">
          <dt>Champion</dt>
          <dd>
            <span className="mono">{champion.version.replace("demand-", "")}</span>
            <div className="note">
              {whole(champion.shows)} shows up to {day(champion.to)}
              {shadow === undefined ? "" : `; a shadow answers ${percent(shadow.share)} of artists`}
            </div>
          </dd>
        </div>
        <div className="tile">
          <dt>Mean error</dt>
          <dd>
            {percent(promise.mape, 1)}
            <div className="note">capacity × mean share: {percent(promise.naiveMape, 1)}</div>
          </dd>
        </div>
        <div className="tile">
          <dt>Median error</dt>
          <dd>
            {percent(promise.medianApe, 1)}
            <div className="note">{percent(promise.within15)} of shows within 15%</div>
          </dd>
        </div>
        <div className="tile">
          <dt>80% band</dt>
          <dd>
            {percent(promise.coverage, 1)}
            <div className="note">of shows inside, {percent(promise.width)} of the room wide</div>
          </dd>
        </div>
      </dl>
      <p className="small muted">
        On the {whole(promise.shows)}{" "}
        newest shows in rooms of 1,200–3,500, kept apart from its training and asked about 90 days ahead.
      </p>
    </>
  )
}
