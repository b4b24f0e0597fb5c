import { Authentication } from "./Access.ts"
import { ArtistRpcs } from "./ArtistRpcs.ts"
import { BookingRpcs } from "./BookingRpcs.ts"
import { ClusterRpcs } from "./ClusterRpcs.ts"
import { DealRpcs } from "./DealRpcs.ts"
import { DocumentRpcs } from "./DocumentRpcs.ts"
import { HistoryRpcs } from "./HistoryRpcs.ts"
import { ModelRpcs } from "./ModelRpcs.ts"
import { OfferRpcs } from "./OfferRpcs.ts"
import { OperationsRpcs } from "./OperationsRpcs.ts"
import { PredictionRpcs } from "./PredictionRpcs.ts"
import { RiskRpcs } from "./RiskRpcs.ts"
import { SaleRpcs } from "./SaleRpcs.ts"
import { SeasonRpcs } from "./SeasonRpcs.ts"
import { SettlementRpcs } from "./SettlementRpcs.ts"
import { VenueRpcs } from "./VenueRpcs.ts"

/** All that the product can be asked, and by whom: every call passes `Authentication`. */
export class Contract extends ArtistRpcs
  .merge(VenueRpcs)
  .merge(PredictionRpcs)
  .merge(BookingRpcs)
  .merge(DealRpcs)
  .merge(OfferRpcs)
  .merge(SaleRpcs)
  .merge(SettlementRpcs)
  .merge(RiskRpcs)
  .merge(HistoryRpcs)
  .merge(DocumentRpcs)
  .merge(SeasonRpcs)
  .merge(ModelRpcs)
  .merge(OperationsRpcs)
  .merge(ClusterRpcs)
  .middleware(Authentication)
{}
