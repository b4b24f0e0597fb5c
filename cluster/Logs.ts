import { Config, Effect, HashMap, Layer, Logger, LogLevel, Option } from "effect"

/** Warnings of the engine tell of runners that come and go: news in a cluster, noise in one process that stops. */
const isEngineNews = ({ annotations, logLevel }: Logger.Logger.Options<unknown>): boolean =>
  LogLevel.lessThan(logLevel, LogLevel.Error) &&
  Option.contains(HashMap.get(annotations, "package"), "@effect/cluster")

const logfmt = Logger.withConsoleError(Logger.logfmtLogger)

const lines = Logger.make<unknown, void>((options) => {
  if (!isEngineNews(options)) logfmt.log(options)
})

/** Log lines go to standard error from `LOG_LEVEL` on, so that standard output has the one line that a start prints. */
export const layer = Layer.merge(
  Layer.unwrapEffect(
    Effect.map(
      Config.logLevel("LOG_LEVEL").pipe(Config.withDefault(LogLevel.Warning)),
      (level) => Logger.minimumLogLevel(level)
    )
  ),
  Logger.replace(Logger.defaultLogger, lines)
)
