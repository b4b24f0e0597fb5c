import { Config, Effect, Layer, Logger, LogLevel } from "effect"

/** Log lines go to standard error from `LOG_LEVEL` on, so that standard output has the one line that a start prints. */
export const layer = Layer.merge(
  Layer.unwrapEffect(
    Effect.map(
      Config.logLevel("LOG_LEVEL").pipe(Config.withDefault(LogLevel.Warning)),
      (level) => Logger.minimumLogLevel(level)
    )
  ),
  Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger))
)
