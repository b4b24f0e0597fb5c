import { Context, Effect, Layer } from "effect"
import { Artists } from "../../rpc/Artists.ts"
import { ArtistRpcs } from "../../rpc/contract/ArtistRpcs.ts"
import { OperationsRpcs } from "../../rpc/contract/OperationsRpcs.ts"
import { PredictionRpcs } from "../../rpc/contract/PredictionRpcs.ts"
import { VenueRpcs } from "../../rpc/contract/VenueRpcs.ts"
import { Operator } from "../../rpc/Operator.ts"
import { PredictionDesk } from "../../rpc/PredictionDesk.ts"
import { Venues } from "../../rpc/Venues.ts"
import { CommandRpcs } from "../webhooks/Command.ts"
import { Inbox } from "../webhooks/Inbox.ts"
import { bookings } from "./bookings.ts"
import { cluster } from "./cluster.ts"
import { documents } from "./documents.ts"
import { type Endpoint, endpoint, endpointJson, get, post, rpcOf } from "./Endpoint.ts"
import { history } from "./history.ts"
import { models } from "./models.ts"
import { offers } from "./offers.ts"
import { risk } from "./risk.ts"
import { sales } from "./sales.ts"

const artists = Effect.map(Artists, (answer) => [
  endpoint(
    rpcOf(ArtistRpcs, "SearchArtists"),
    get("/artists", "Artists by name, genre and reach; without a query, everybody in order"),
    answer.SearchArtists
  ),
  endpoint(
    rpcOf(ArtistRpcs, "GetArtist"),
    get("/artists/:artistId", "One artist with its newest figures"),
    answer.GetArtist
  ),
  endpoint(
    rpcOf(ArtistRpcs, "GetArtistHistory"),
    get("/artists/:artistId/history", "An artist's figures over time and its past shows"),
    answer.GetArtistHistory
  ),
  endpoint(
    rpcOf(ArtistRpcs, "RegisterArtist"),
    {
      method: "PUT",
      path: "/artists/:artistId",
      bodyField: "profile",
      summary: "Registers an artist, or changes who it is"
    },
    answer.RegisterArtist
  ),
  endpoint(
    rpcOf(ArtistRpcs, "WatchArtist"),
    post("/artists/:artistId/watch", "Watches an artist, or stops watching it"),
    answer.WatchArtist
  ),
  endpoint(
    rpcOf(ArtistRpcs, "ScrapeArtist"),
    post("/artists/:artistId/scrape", "Looks at the artist's platforms now instead of when it is due"),
    answer.ScrapeArtist
  )
])

const venues = Effect.map(Venues, (answer) => [
  endpoint(
    rpcOf(VenueRpcs, "SearchVenues"),
    get("/venues", "Rooms by name, city and capacity (1,200 to 3,500 unless asked for)"),
    answer.SearchVenues
  ),
  endpoint(
    rpcOf(VenueRpcs, "GetVenue"),
    get("/venues/:venueId", "One venue: stages, capacities, how it runs its hold queues"),
    answer.GetVenue
  ),
  endpoint(
    rpcOf(VenueRpcs, "GetAvails"),
    get("/venues/:venueId/avails", "The dates of a stage that can be held, and the level that a hold would get"),
    answer.GetAvails
  ),
  endpoint(rpcOf(VenueRpcs, "GetCalendar"), get("/calendar", "Everything held or booked"), answer.GetCalendar),
  endpoint(
    rpcOf(VenueRpcs, "PlaceHold"),
    post("/venues/:venueId/holds", "Takes the next free hold level of a date"),
    answer.PlaceHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "ReleaseHold"),
    post("/venues/:venueId/holds/release", "Lets a hold go; those behind it move up"),
    answer.ReleaseHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "ExtendHold"),
    post("/venues/:venueId/holds/extend", "Gives a hold its usual life again"),
    answer.ExtendHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "PromoteHold"),
    post("/venues/:venueId/holds/promote", "Moves a hold up to a free level, where the venue keeps its queue by hand"),
    answer.PromoteHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "RegisterVenue"),
    {
      method: "PUT",
      path: "/venues/:venueId",
      bodyField: "facts",
      summary: "Registers a venue, or changes its stages, hold policy and defaults"
    },
    answer.RegisterVenue
  ),
  endpoint(
    rpcOf(VenueRpcs, "FindAvails"),
    post("/avails", "The dates on which several venues can be held, and the list as one would mail it"),
    answer.FindAvails
  ),
  endpoint(
    rpcOf(VenueRpcs, "ChallengeHold"),
    post("/venues/:venueId/challenges", "Asks the holds above, in order, to confirm or to let go"),
    answer.ChallengeHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "GiveUpHold"),
    post("/venues/:venueId/challenges/give-up", "The one that is asked lets go"),
    answer.GiveUpHold
  ),
  endpoint(
    rpcOf(VenueRpcs, "WithdrawChallenge"),
    post("/venues/:venueId/challenges/withdraw", "The challenger thinks better of it"),
    answer.WithdrawChallenge
  )
])

const predictions = Effect.map(PredictionDesk, (answer) => [
  endpointJson(
    rpcOf(PredictionRpcs, "Predict"),
    post("/predictions", "What an artist will draw in a room on a date, at which price, at which risk"),
    (request) => answer.predictJson(request)
  ),
  endpoint(
    rpcOf(PredictionRpcs, "GetPrediction"),
    get("/predictions/:predictionId", "A prediction as it was given out"),
    answer.GetPrediction
  ),
  endpoint(
    rpcOf(PredictionRpcs, "SuggestRooms"),
    get("/artists/:artistId/rooms", "The rooms that suit an artist best, each with its prediction"),
    answer.SuggestRooms
  )
])

const listed = "without their secrets; what was revoked stays listed"

const operations = Effect.map(Operator, (answer) => [
  endpoint(
    rpcOf(OperationsRpcs, "GetAbout"),
    get("/about", "This server, and who you are to it"),
    answer.GetAbout
  ),
  endpoint(
    rpcOf(OperationsRpcs, "GetOperations"),
    get("/operations", "How the parts of the system are"),
    answer.GetOperations
  ),
  endpoint(
    rpcOf(OperationsRpcs, "Locate"),
    get("/placement/:entityType/:entityId", "Where an entity lives"),
    answer.Locate
  ),
  endpoint(rpcOf(OperationsRpcs, "ListApiKeys"), get("/api-keys", `API keys, ${listed}`), answer.ListApiKeys),
  endpoint(
    rpcOf(OperationsRpcs, "CreateApiKey"),
    { ...post("/api-keys", "Makes an API key; its secret is shown this once"), status: 201 },
    answer.CreateApiKey
  ),
  endpoint(
    rpcOf(OperationsRpcs, "RevokeApiKey"),
    { method: "DELETE", path: "/api-keys/:id", summary: "Revokes an API key for good", status: 204 },
    answer.RevokeApiKey
  ),
  endpoint(
    rpcOf(OperationsRpcs, "ListWebhookSources"),
    get("/webhook-sources", `Webhook sources, ${listed}`),
    answer.ListWebhookSources
  ),
  endpoint(
    rpcOf(OperationsRpcs, "CreateWebhookSource"),
    { ...post("/webhook-sources", "Makes a webhook source; its secret is shown this once"), status: 201 },
    answer.CreateWebhookSource
  ),
  endpoint(
    rpcOf(OperationsRpcs, "RevokeWebhookSource"),
    { method: "DELETE", path: "/webhook-sources/:id", summary: "Revokes a webhook source for good", status: 204 },
    answer.RevokeWebhookSource
  )
])

const commands = Effect.map(Inbox, (inbox) => [
  endpoint(
    rpcOf(CommandRpcs, "GetCommand"),
    get("/commands/:commandId", "What became of a command that an automation has sent"),
    ({ commandId }) => inbox.view(commandId)
  )
])

/** Every call of the contract as a REST call; `test/http/rest` asserts that none is missing. */
const all = Effect.map(
  Effect.all([
    artists,
    venues,
    predictions,
    bookings,
    offers,
    sales,
    risk,
    history,
    documents,
    models,
    operations,
    cluster,
    commands
  ]),
  (groups) => groups.flat()
)

/** All calls of REST, made once: what answers them, what describes them and what says "wrong method" look at the same. */
export class Endpoints extends Context.Tag("promoteros/http/rest/Endpoints")<Endpoints, ReadonlyArray<Endpoint>>() {
  static readonly layer = Layer.effect(Endpoints, all)
}
