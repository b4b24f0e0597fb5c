/** Rows of the read models, written in the commit of the entity they tell of. Column names are the tables'. */
export interface ArtistRow {
  readonly id: string
  readonly name: string
  readonly platform_ids: Readonly<Record<string, string>>
  readonly genres: ReadonlyArray<string>
  readonly home_city: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly watched: boolean
  readonly source: string
  readonly tiktok_followers: number | null
  readonly instagram_followers: number | null
  readonly spotify_followers: number | null
  readonly spotify_monthly_listeners: number | null
  readonly reach: number
  readonly growth_28d: number | null
  readonly scraped_at: string | null
  readonly next_due_at: string | null
}

export interface MetricRow {
  readonly artist_id: string
  readonly platform: string
  readonly metric_type: string
  readonly value: number
  readonly source: string
  readonly collected_at: string
}

export interface VenueRow {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly country: string
  readonly zone: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly city_population: number | null
  readonly capacity: number
  readonly stages: unknown
}

export interface VenueDateRow {
  readonly venue_id: string
  readonly stage_id: string
  readonly date: string
  readonly booked_by: string | null
  readonly holds: unknown
}

export interface BookingRow {
  readonly id: string
  readonly artist_id: string
  readonly artist_name: string
  readonly venue_id: string
  readonly venue_name: string
  readonly stage_id: string
  readonly prediction_id: string | null
  readonly state: string
  readonly status: string
  readonly scheduled_date: string
  readonly capacity: number
  /** owns its date: of all shows on a stage and date, one at most */
  readonly owns_date: boolean
  readonly show: unknown
  readonly radius: unknown
  readonly is_public: boolean
  readonly gross_potential_cents: number
  readonly created_at: string
  readonly updated_at: string
}

export interface ReadModelRows {
  readonly artists?: ReadonlyArray<ArtistRow>
  readonly metrics?: ReadonlyArray<MetricRow>
  readonly venues?: ReadonlyArray<VenueRow>
  readonly venueDates?: ReadonlyArray<VenueDateRow>
  readonly bookings?: ReadonlyArray<BookingRow>
}
