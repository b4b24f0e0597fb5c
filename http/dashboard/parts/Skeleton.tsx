/** The shape of what is being loaded. */
export const Skeleton = (
  { count = 1, height, what = "Loading" }: {
    readonly height: number
    readonly count?: number
    readonly what?: string
  }
) => (
  <div className="stack-small" role="status">
    <span className="visually-hidden">{what}…</span>
    {Array.from({ length: count }, (_, row) => <span key={row} className="skeleton" style={{ height }} />)}
  </div>
)
